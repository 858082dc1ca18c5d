//! Changes of a module's text: types, address spaces, numbers and words that no function of the API changes.

use gc_coro_oracle::rng::Rng;

/// Words that stand in the place of each other.
const WORDS: &[&[&str]] = &[
    &["i8", "i16", "i32", "i64", "i128", "i1", "i17"],
    &["float", "double", "half", "x86_fp80", "fp128"],
    &[
        "ptr",
        "ptr addrspace(1)",
        "ptr addrspace(10)",
        "ptr addrspace(11)",
        "ptr addrspace(5)",
        "ptr addrspace(13)",
    ],
    &[
        "addrspace(1)",
        "addrspace(10)",
        "addrspace(11)",
        "addrspace(12)",
        "addrspace(13)",
        "addrspace(0)",
        "addrspace(270)",
    ],
    &["true", "false", "undef", "poison"],
    &["null", "undef", "poison", "zeroinitializer"],
    &["add", "sub", "mul", "shl", "and", "or", "xor", "udiv", "sdiv", "urem"],
    &["zext", "sext", "trunc", "ptrtoint", "inttoptr", "bitcast", "freeze"],
    &["eq", "ne", "ult", "slt", "uge"],
    &["call", "tail call", "musttail call", "notail call"],
    &["internal", "private", "linkonce_odr", "weak_odr", "available_externally", "hidden", "external", ""],
    &["fastcc", "ccc", "coldcc", "swiftcc", "swifttailcc", "preserve_mostcc", "tailcc", ""],
    &["load", "load volatile", "load atomic"],
    &["store", "store volatile"],
    &[
        "constant",
        "global",
        "thread_local global",
        "thread_local(localexec) global",
        "externally_initialized global",
    ],
    &["inbounds", "", "nuw", "nusw"],
    &["@llvm.coro.size.i32", "@llvm.coro.align.i32"],
    &["@llvm.coro.size.i64", "@llvm.coro.align.i64"],
    &["@llvm.coro.free", "@llvm.coro.begin"],
    &["@llvm.coro.resume", "@llvm.coro.destroy", "@deallocate", "@free"],
    &["@llvm.coro.await.suspend.void", "@llvm.coro.await.suspend.handle"],
    &["\"gc-coro\"", "presplitcoroutine", "", "\"gc-coro\" presplitcoroutine"],
    &["gc \"julia\"", "gc \"statepoint-example\"", "gc \"coreclr\"", "gc \"nobody\"", ""],
    &["undef", "zeroinitializer"],
    &["c\"\\00\"", "zeroinitializer"],
];

/// What a data layout says in addition.
const LAYOUTS: &[&str] = &[
    "-A5",
    "-G1",
    "-P1",
    "-ni:10:11:12:13",
    "-ni:1",
    "-p1:32:32",
    "-p10:128:128",
    "-p:32:32",
    "-S64",
    "-p0:64:64",
    "-E",
];

/// The text with one change, if it has a place for it.
pub fn change(text: &str, rng: &mut Rng) -> Option<String> {
    match rng.below(20) {
        0 => layout(text, rng),
        1 | 2 => alloca_elsewhere(text, rng),
        3 => global_elsewhere(text, rng),
        4 | 5 => number(text, rng),
        6 => exchange_lines(text, rng),
        7 => triple(text, rng),
        8 | 9 => line_again(text, rng),
        _ => word(text, rng),
    }
}

/// The ranges of `text` where `word` stands alone.
fn places(text: &str, word: &str) -> Vec<usize> {
    let is_part =
        |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.');
    let bytes = text.as_bytes();
    let alone = |&at: &usize| {
        !is_part(at.checked_sub(1).map(|i| bytes[i])) && !is_part(bytes.get(at + word.len()).copied())
    };
    text.match_indices(word).map(|(at, _)| at).filter(alone).collect()
}

fn replace(text: &str, at: usize, length: usize, new: &str) -> String {
    format!("{}{new}{}", &text[..at], &text[at + length..])
}

fn word(text: &str, rng: &mut Rng) -> Option<String> {
    let group = rng.pick(WORDS);
    let old = rng.pick(group);
    let new = rng.pick(group);
    if old.is_empty() || old == new {
        return None;
    }
    let all = places(text, old);
    if all.is_empty() {
        return None;
    }
    // A type is changed everywhere in a line, now and then everywhere at all.
    let at = all[rng.below(all.len())];
    match rng.below(10) {
        0 => {
            let mut changed = text.to_string();
            all.into_iter().rev().for_each(|at| changed = replace(&changed, at, old.len(), new));
            Some(changed)
        }
        1..6 => {
            let begin = text[..at].rfind('\n').map_or(0, |n| n + 1);
            let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
            let mut line = text[begin..end].to_string();
            places(&line.clone(), old)
                .into_iter()
                .rev()
                .for_each(|at| line = replace(&line, at, old.len(), new));
            Some(replace(text, begin, end - begin, &line))
        }
        _ => Some(replace(text, at, old.len(), new)),
    }
}

fn number(text: &str, rng: &mut Rng) -> Option<String> {
    const NUMBERS: &[&str] = &[
        "0",
        "1",
        "2",
        "3",
        "8",
        "16",
        "-1",
        "255",
        "4096",
        "65536",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
    ];
    let bytes = text.as_bytes();
    let begins = |&at: &usize| bytes[at].is_ascii_digit() && matches!(bytes[at - 1], b' ' | b'[' | b'(');
    let all: Vec<usize> = (1..text.len()).filter(begins).collect();
    if all.is_empty() {
        return None;
    }
    let at = all[rng.below(all.len())];
    let length = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
    Some(replace(text, at, length, rng.pick(NUMBERS)))
}

fn layout(text: &str, rng: &mut Rng) -> Option<String> {
    let at = text.find("target datalayout = \"")? + "target datalayout = \"".len();
    let end = at + text[at..].find('"')?;
    Some(replace(text, end, 0, rng.pick(LAYOUTS)))
}

fn triple(text: &str, rng: &mut Rng) -> Option<String> {
    const TRIPLES: &[&str] = &[
        "powerpc64le-linux-gnu",
        "aarch64-linux-gnu",
        "i686-pc-windows-msvc",
        "wasm32",
        "amdgcn-amd-amdhsa",
        "avr",
        "riscv32",
        "",
    ];
    let at = text.find("target triple = \"")? + "target triple = \"".len();
    let end = at + text[at..].find('"')?;
    let triple = rng.pick(TRIPLES);
    if triple.starts_with("amdgcn") && !text.contains("-A5") {
        // LLVM itself would make invalid allocas.
        return None;
    }
    Some(replace(text, at, end - at, triple))
}

/// An alloca of another address space, seen by its users as before.
fn alloca_elsewhere(text: &str, rng: &mut Rng) -> Option<String> {
    let all: Vec<usize> = text.match_indices(" = alloca ").map(|(at, _)| at).collect();
    if all.is_empty() {
        return None;
    }
    let at = all[rng.below(all.len())];
    let begin = text[..at].rfind('\n')? + 1;
    let end = at + text[at..].find('\n')?;
    let line = &text[begin..end];
    let (name, what) = line.split_once(" = ")?;
    let name = name.trim();
    let space = rng.pick(&[1, 5, 10, 11]);
    let what = what.split(", !dbg").next()?;
    if what.contains("addrspace") {
        return None;
    }
    let far = if let Some(inner) = name.strip_prefix("%\"") {
        format!("%\"far.{inner}")
    } else {
        format!("%far.{}", &name[1..])
    };
    let new = format!(
        "  {far} = {what}, addrspace({space})\n  {name} = addrspacecast ptr addrspace({space}) {far} to ptr"
    );
    Some(replace(text, begin, end - begin, &new))
}

/// A global of another address space, seen by its users as before.
fn global_elsewhere(text: &str, rng: &mut Rng) -> Option<String> {
    let is_global =
        |line: &&str| line.starts_with('@') && (line.contains(" global ") || line.contains(" constant "));
    let all: Vec<&str> = text.lines().filter(is_global).collect();
    if all.is_empty() {
        return None;
    }
    let line = all[rng.below(all.len())];
    let name = line.split_once(" = ")?.0;
    let space = rng.pick(&[1, 5, 10]);
    let moved = line.replacen(" global ", &format!(" addrspace({space}) global "), 1).replacen(
        " constant ",
        &format!(" addrspace({space}) constant "),
        1,
    );
    let used = format!("ptr addrspacecast (ptr addrspace({space}) {name} to ptr)");
    let (before, after) = text.split_once(line)?;
    let old = format!("ptr {name}");
    let replace_all = |part: &str| {
        let mut changed = part.to_string();
        places(part, &old).into_iter().rev().for_each(|at| changed = replace(&changed, at, old.len(), &used));
        changed
    };
    Some(format!("{}{moved}{}", replace_all(before), replace_all(after)))
}

fn body_lines(text: &str) -> Vec<usize> {
    let lines = text.lines().enumerate();
    lines.filter(|(_, line)| line.starts_with("  ") && !line.trim().is_empty()).map(|(n, _)| n).collect()
}

fn exchange_lines(text: &str, rng: &mut Rng) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let all = body_lines(text);
    if all.len() < 2 {
        return None;
    }
    let first = rng.below(all.len() - 1);
    lines.swap(all[first], all[first + 1]);
    Some(lines.join("\n") + "\n")
}

/// A line without a result stands a second time somewhere.
fn line_again(text: &str, rng: &mut Rng) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let all = body_lines(text);
    let plain: Vec<usize> = all.iter().copied().filter(|&n| !lines[n].contains(" = ")).collect();
    if plain.is_empty() {
        return None;
    }
    let line = lines[plain[rng.below(plain.len())]];
    let near = plain[rng.below(plain.len())];
    lines.insert(near, line);
    Some(lines.join("\n") + "\n")
}
