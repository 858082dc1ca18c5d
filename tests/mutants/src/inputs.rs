//! The modules that mutants are made of: a folder of `.ll` files.

use std::path::{Path, PathBuf};

use gc_coro_oracle::rng::Rng;

/// One file.
pub struct Input {
    pub name: String,
    pub text: String,
    /// What a C++ compiler made: large.
    pub is_cxx: bool,
}

/// All files of a folder, in the order of their names.
pub struct Inputs(Vec<PathBuf>);

/// What the text of an input may declare in addition, so that calls of it can be inserted.
const CALLABLE: &[&str] = &[
    "declare ptr @llvm.stacksave.p0()",
    "declare void @llvm.stackrestore.p0(ptr)",
    "declare void @llvm.va_start.p0(ptr)",
    "declare ptr @llvm.frameaddress.p0(i32)",
    "declare ptr @llvm.returnaddress(i32)",
    "declare void @llvm.localescape(...)",
    "declare ptr @llvm.localrecover(ptr, ptr, i32)",
    "declare void @llvm.gcroot(ptr, ptr)",
    "declare ptr @llvm.invariant.start.p0(i64, ptr)",
    "declare ptr @llvm.launder.invariant.group.p0(ptr)",
    "declare void @llvm.assume(i1)",
    "declare ptr @llvm.ptrmask.p0.i64(ptr, i64)",
    "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)",
    "declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)",
    "declare i1 @llvm.is.constant.i32(i32)",
    "declare i64 @llvm.objectsize.i64.p0(ptr, i1, i1, i1)",
    "declare ptr @llvm.threadlocal.address.p0(ptr)",
    "declare void @llvm.donothing()",
    "declare i32 @llvm.eh.typeid.for.p0(ptr)",
    "declare ptr @llvm.coro.subfn.addr(ptr, i8)",
    "declare ptr @llvm.coro.frame()",
    "declare ptr @llvm.coro.noop()",
    "declare token @llvm.coro.id(i32, ptr, ptr, ptr)",
    "declare token @llvm.coro.id.async(i32, i32, i32, ptr)",
    "declare token @llvm.coro.id.retcon.once(i32, i32, ptr, ptr, ptr, ptr)",
    "declare token @llvm.coro.alloca.alloc.i64(i64, i32)",
    "declare ptr @llvm.coro.alloca.get(token)",
    "declare void @llvm.coro.alloca.free(token)",
    "declare void @llvm.coro.outside.frame(ptr)",
    "declare ptr @llvm.coro.begin.custom.abi(token, ptr, i32)",
    "declare ptr @llvm.coro.promise(ptr, i32, i1)",
    "declare i1 @llvm.coro.done(ptr)",
    "declare void @llvm.coro.destroy(ptr)",
    "declare void @llvm.coro.resume(ptr)",
    "declare i64 @llvm.coro.size.i64()",
    "declare i32 @llvm.coro.size.i32()",
    "declare i64 @llvm.coro.align.i64()",
    "declare i1 @llvm.coro.alloc(token)",
    "declare ptr @llvm.coro.free(token, ptr)",
    "declare ptr @llvm.coro.begin(token, ptr)",
    "declare token @llvm.coro.save(ptr)",
    "declare i8 @llvm.coro.suspend(token, i1)",
    "declare <vscale x 4 x i32> @scalable()",
    "declare <8 x i64> @vector()",
    "declare i1129 @wide()",
    "declare x86_mmx @target_type()",
    "declare {ptr, [3 x i32], i1} @aggregate(ptr byval(i64), i32)",
    "declare ptr addrspace(1) @managed(ptr addrspace(1), ptr addrspace(10))",
    "declare ptr addrspace(10) @tracked(i64)",
    "declare token @token_source()",
    "declare i32 @returns_twice() returns_twice",
];

/// As above, of the await dialect: only some mutants have these.
const DIALECT: &[&str] = &[
    "declare { ptr addrspace(10), i1, i64 } @gc.coro.await.i64(ptr, ptr addrspace(10), i32)",
    "declare { ptr addrspace(10), i1, ptr addrspace(10) } @gc.coro.await.p10(ptr, ptr addrspace(10), i32)",
    "declare i64 @gc.coro.size.bytes(ptr)",
    "declare i64 @gc.coro.size.pointers(ptr)",
    "declare ptr addrspace(10) @gc.coro.prealloc(ptr)",
    "declare ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10), i64, i64)",
    "declare void @gc.coro.share(ptr addrspace(10))",
    "declare i64 @gc.coro.resume.i64(ptr addrspace(10), i64)",
    "declare void @gc.coro.return.i64(i64)",
    "declare void @gc.coro.return.p10(ptr addrspace(10))",
];

impl Inputs {
    /// # Errors
    /// The folder cannot be read, or holds none.
    pub fn of_folder(folder: &Path) -> Result<Self, String> {
        let unreadable = |e: std::io::Error| format!("cannot read {}: {e}", folder.display());
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|e| e == "ll") {
                files.push(path);
            }
        }
        files.sort();
        if files.is_empty() { Err(format!("no .ll files in {}", folder.display())) } else { Ok(Self(files)) }
    }

    /// The input of a seed. Those of C++ are larger and many: a sixth of the seeds get one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn draw(&self, rng: &mut Rng) -> Result<Input, String> {
        let is_cxx =
            |path: &&PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("cxx-"));
        let (cxx, own): (Vec<&PathBuf>, Vec<&PathBuf>) = self.0.iter().partition(is_cxx);
        let from = if own.is_empty() || (!cxx.is_empty() && rng.chance(16)) { cxx } else { own };
        Self::read(from[rng.below(from.len())])
    }

    /// One file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: &Path) -> Result<Input, String> {
        let text =
            std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Input { is_cxx: name.starts_with("cxx-"), name, text })
    }
}

impl Input {
    /// The text with some declarations more.
    pub fn with_callables(&self, rng: &mut Rng) -> String {
        let mut text = self.text.clone();
        let dialect = if rng.chance(30) { DIALECT } else { &[] };
        for line in CALLABLE.iter().chain(dialect) {
            let at = line.find('@').expect("a name");
            let name = &line[at..=at + line[at..].find('(').expect("parameters")];
            if rng.chance(25) && !self.text.contains(name) {
                text.push('\n');
                text.push_str(line);
            }
        }
        text.push('\n');
        text
    }
}
