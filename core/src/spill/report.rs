//! The plan as text or JSON.
