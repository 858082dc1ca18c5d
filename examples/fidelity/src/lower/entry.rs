//! Where the machine begins.

use super::{Body, Lowerer, Machine};
use crate::low::{Attribute, Block, End, Function, Inst, Ty, Val};
use crate::plan::Start;

impl Lowerer<'_> {
    /// `fid.main` runs the program and exits; `_start` gives it a stack.
    pub(super) fn entry(&mut self) {
        let program = self.program;
        let main = program.main;
        let function = &program.functions[main as usize];
        let mut body = self.body(main, function, 0);
        // What leaves `program` by an exception ends it with a message.
        body.raises = false;
        let name = body.lowerer.symbol(main, Start::Bound);
        let ret = body.lowerer.return_type(main);
        let returned = body.builder.call(&name, vec![], ret.clone()).unwrap_or(Val::Int(Ty::I32, 0));
        let status = match ret {
            Ty::Struct(_) => body.check_main(returned),
            _ => returned,
        };
        body.runtime_call("Sys.exit", vec![status]);
        body.builder.end(End::Unreachable);
        let mut made =
            body.builder.finish("fid.main".to_owned(), vec![], Ty::Void, Attribute::NoInline, vec![]);
        made.exported = true;
        self.module.functions.push(made);
        self.start();
    }

    fn start(&mut self) {
        let text = match self.options.machine {
            Machine::X86 => "xorl %ebp, %ebp\nandq $$-16, %rsp\ncall fid.main",
            Machine::Aarch64 => "mov x29, #0\nmov x30, #0\nb fid.main",
            Machine::BareRiscV => {
                self.zeros("fid.stack", 262_144);
                if let Some(stack) = self.module.globals.last_mut() {
                    stack.exported = true;
                }
                "la sp, fid.stack\nli t0, 262144\nadd sp, sp, t0\nli t0, 0x6000\ncsrs mstatus, t0\nj fid.main"
            }
        };
        let inst = Inst::Asm {
            to: None,
            text: text.to_owned(),
            constraints: String::new(),
            arguments: vec![],
            ty: Ty::Void,
        };
        let blocks = vec![Block { insts: vec![inst], end: Some(End::Unreachable) }];
        let (name, attribute) = ("_start".to_owned(), Attribute::Naked);
        let start = Function { name, parameters: vec![], ret: Ty::Void, attribute, exported: true, blocks };
        // Without an operating system the processor begins at the first instruction of the image.
        self.module.functions.insert(0, start);
    }
}

impl Body<'_, '_> {
    /// The exit status, if the program has not raised.
    fn check_main(&mut self, returned: Val) -> Val {
        let raised = self.builder.extract(returned.clone(), 0, Ty::I1);
        let status = self.builder.extract(returned, 1, Ty::I32);
        let (bad, good) = (self.builder.block(), self.builder.block());
        self.builder.branch(raised, bad, good);
        self.builder.select_block(bad);
        let exception = self.pending_exception();
        self.uncaught(exception);
        self.builder.select_block(good);
        status
    }
}
