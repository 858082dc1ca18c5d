//! Memory for code: one piece that every program is compiled into, so that no program pays for system calls.

use std::cell::Cell;
use std::rc::Rc;

use inkwell::memory_manager::McjitMemoryManager;

const BYTES: usize = 16 << 20;

/// The piece. It is readable, writable and executable all the time: this is a test, and its programs are its own.
#[derive(Clone, Debug)]
pub struct CodeMemory(Rc<Piece>);

#[derive(Debug)]
struct Piece {
    begin: *mut u8,
    used: Cell<usize>,
    stack_map: Cell<*const u8>,
}

impl CodeMemory {
    /// # Errors
    /// The system has no memory.
    pub fn new() -> Result<Self, String> {
        let access = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
        let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: a new mapping, at an address of the system's choice.
        let begin = unsafe { libc::mmap(std::ptr::null_mut(), BYTES, access, kind, -1, 0) };
        if begin == libc::MAP_FAILED {
            return Err("no memory for code".to_string());
        }
        Ok(Self(Rc::new(Piece {
            begin: begin.cast(),
            used: Cell::new(0),
            stack_map: Cell::new(std::ptr::null()),
        })))
    }

    /// Forgets the program before.
    pub fn clear(&self) {
        self.0.used.set(0);
        self.0.stack_map.set(std::ptr::null());
    }

    /// Where the program's stack map is, or null.
    pub fn stack_map(&self) -> *const u8 {
        self.0.stack_map.get()
    }

    fn take(&self, size: usize, align: usize) -> *mut u8 {
        let begin = self.0.used.get().next_multiple_of(align.max(16));
        assert!(begin + size <= BYTES, "a program needs more than {BYTES} bytes of code");
        self.0.used.set(begin + size);
        self.0.begin.wrapping_add(begin)
    }
}

impl McjitMemoryManager for CodeMemory {
    fn allocate_code_section(&mut self, size: usize, align: u32, _: u32, _: &str) -> *mut u8 {
        self.take(size, align as usize)
    }

    fn allocate_data_section(&mut self, size: usize, align: u32, _: u32, name: &str, _: bool) -> *mut u8 {
        let begin = self.take(size, align as usize);
        if name == ".llvm_stackmaps" {
            self.0.stack_map.set(begin);
        }
        begin
    }

    fn finalize_memory(&mut self) -> Result<(), String> {
        Ok(())
    }

    fn destroy(&mut self) {}
}
