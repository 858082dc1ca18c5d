//! Algorithms on the control-flow graph.
pub mod bit_dataflow;
pub mod clone_cfg;
pub mod flow;
pub mod scc;
