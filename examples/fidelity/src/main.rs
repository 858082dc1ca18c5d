mod builtins; mod diagnostics; mod format; mod infer; mod lexer; mod parser; mod source; mod syntax; mod typed; mod types;
fn main() {
    let mut sources = source::Sources::default();
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let f = sources.add(&path, &text);
    let mut id = 0;
    match lexer::tokens(f, &text).and_then(|t| parser::parse(t, &mut id)).and_then(|d| infer::infer(vec![infer::File{declarations: d, in_runtime: false}])) {
        Ok(d) => for g in &d.globals { println!("{}: {}", g.name, types::show(&g.ty, &d.table)) },
        Err(p) => print!("{}", diagnostics::render(&sources, &p)),
    }
}
