mod diagnostics; mod lexer; mod parser; mod source; mod syntax;
fn main() {
    let mut sources = source::Sources::default();
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let f = sources.add(&path, &text);
    let mut id = 0;
    match lexer::tokens(f, &text).and_then(|t| parser::parse(t, &mut id)) {
        Ok(d) => println!("{d:#?}"),
        Err(p) => print!("{}", diagnostics::render(&sources, &p)),
    }
}
