//! The limit of `--stack`: what comes in are the sizes of frames, what goes out is the message for a root that needs more.

use crate::diagnostics::{self, Problem};
use crate::driver::Lowered;
use crate::source::Span;

/// The bytes of the frame of a coroutine, and of all that it waits for.
pub fn bytes_of(name: &str, frames: &[(String, u64)]) -> u64 {
    frames.iter().find(|(known, _)| known == name).map_or(0, |(_, bytes)| *bytes)
}

/// The message for a root whose frames need more than `limit`.
pub fn exceeded(name: &str, span: Span, limit: u64, lowered: &Lowered, frames: &[(String, u64)]) -> String {
    let bytes = bytes_of(name, frames);
    let message = format!("the frames of `{name}` need {bytes} bytes, and `--stack` allows {limit}");
    let chain: Vec<String> = chain(name, lowered, frames)
        .iter()
        .map(|name| format!("`{name}` ({} bytes)", bytes_of(name, frames)))
        .collect();
    let advice = "`--frames` shows what is in each frame; wait for less at the same time, or allow more";
    let problem = Problem::new(span, message, chain.join(" waits for "), advice);
    diagnostics::render(&lowered.sources, &problem)
}

/// From a coroutine to the largest one that it waits for, and so on.
fn chain<'l>(name: &'l str, lowered: &'l Lowered, frames: &[(String, u64)]) -> Vec<&'l str> {
    let mut chain = vec![name];
    while let Some(last) = chain.last() {
        let children = lowered.children.iter().filter(|(parent, child)| {
            parent == last && bytes_of(child, frames) > 0 && !chain.contains(&child.as_str())
        });
        let Some((_, largest)) = children.max_by_key(|(_, child)| bytes_of(child, frames)) else { break };
        chain.push(largest);
    }
    chain
}
