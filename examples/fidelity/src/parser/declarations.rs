//! Declarations at the top of a file.

use super::Parser;
use super::cursor::Next;
use crate::diagnostics::{Outcome, Problem};
use crate::lexer::Tok;
use crate::syntax::{Decl, Name, TypeBody, TypeDecl, TypeExpr};

impl Parser<'_> {
    pub(super) fn file(&mut self) -> Outcome<Vec<Decl>> {
        if self.cursor.token().kind == Tok::End {
            return Ok(vec![]);
        }
        let declarations = self.declaration_block()?;
        if self.cursor.token().kind != Tok::End {
            return Err(self.unexpected("a declaration", "declarations begin in the column of the first one"));
        }
        Ok(declarations)
    }

    fn declaration_block(&mut self) -> Outcome<Vec<Decl>> {
        self.cursor.open();
        let mut declarations = vec![];
        loop {
            self.declaration(&mut declarations)?;
            self.accept(&Tok::Semicolon);
            match self.cursor.next() {
                Next::Statement => self.cursor.begin_statement(),
                Next::Outside => break,
                Next::Token => {
                    return Err(self.unexpected(
                        "the end of this declaration",
                        "begin a new line in the column of the others",
                    ));
                }
            }
        }
        self.cursor.close();
        Ok(declarations)
    }

    fn declaration(&mut self, declarations: &mut Vec<Decl>) -> Outcome<()> {
        let entry = self.attributes()?;
        match self.cursor.text() {
            "namespace" | "open" if self.is_keyword() => {
                self.cursor.advance();
                self.path("a name", "write the name of the module")?;
            }
            "module" if self.is_keyword() => self.module(declarations)?,
            "type" if self.is_keyword() => {
                let declared = self.type_declaration()?;
                declarations.push(Decl::Type(declared));
            }
            "exception" if self.is_keyword() => {
                self.cursor.advance();
                let name = self.name(
                    "the name of the exception",
                    "write `exception Name` or `exception Name of type`",
                )?;
                self.shared.cases.insert(name.text.clone());
                let payload = if self.accept_word("of") { Some(self.tuple_type()?) } else { None };
                declarations.push(Decl::Exception(name, payload));
            }
            "let" if self.is_keyword() => declarations.push(Decl::Let(self.let_bindings()?, entry)),
            _ => {
                let statement = self.statement()?;
                declarations.push(Decl::Do(statement));
            }
        }
        Ok(())
    }

    fn is_keyword(&self) -> bool {
        matches!(self.cursor.token().kind, Tok::Keyword(_))
    }

    /// `[<EntryPoint>]`: whether it is there. Other attributes say nothing to this compiler.
    fn attributes(&mut self) -> Outcome<bool> {
        let mut entry = false;
        while self.at(&Tok::LeftAttribute) {
            let opened = self.cursor.span();
            self.cursor.advance();
            while self.cursor.token().kind != Tok::RightAttribute {
                if self.cursor.token().kind == Tok::End {
                    return Err(Problem::new(
                        opened,
                        "an attribute has no end",
                        "it begins here",
                        "close it by `>]`",
                    ));
                }
                entry |= self.cursor.text() == "EntryPoint";
                self.cursor.advance();
            }
            self.cursor.advance();
            if self.cursor.next() == Next::Statement {
                self.cursor.begin_statement();
            }
        }
        Ok(entry)
    }

    fn module(&mut self, declarations: &mut Vec<Decl>) -> Outcome<()> {
        self.cursor.advance();
        let path = self.path("the name of the module", "write `module Name`")?;
        if !self.accept(&Tok::Equals) {
            return Ok(());
        }
        let Some(name) = path.into_iter().next_back() else { return Ok(()) };
        let inner = self.declaration_block()?;
        declarations.push(Decl::Module(name, inner));
        Ok(())
    }

    fn type_declaration(&mut self) -> Outcome<TypeDecl> {
        self.cursor.advance();
        let name = self.name("the name of the type", "write `type Name = …`")?;
        let mut parameters = vec![];
        if self.at_operator("<") {
            self.cursor.advance();
            while let Tok::TypeVar(parameter) = self.cursor.token().kind.clone() {
                parameters.push(parameter);
                self.cursor.advance();
                self.accept(&Tok::Comma);
            }
            if !self.at_operator(">") {
                return Err(self.unexpected("`>`", "type parameters are `<'a, 'b>`"));
            }
            self.cursor.advance();
        }
        self.expect(
            &Tok::Equals,
            "`=`",
            "a type is `type Name = { Field: type }` or `type Name = Case of type | …`",
        )?;
        if !self.cursor.open() {
            return Err(self.unexpected("a type", "indent what the type is"));
        }
        let body = self.type_body()?;
        self.cursor.close();
        Ok(TypeDecl { name, parameters, body })
    }

    fn type_body(&mut self) -> Outcome<TypeBody> {
        if self.at(&Tok::LeftBrace) {
            return self.record_body();
        }
        let begins_with_bar = self.accept(&Tok::Bar);
        let is_case =
            matches!(&self.cursor.token().kind, Tok::Name(text) if text.starts_with(char::is_uppercase));
        let follows = &self.cursor.ahead(1).kind;
        let of = matches!(follows, Tok::Keyword(word) if word == "of");
        if begins_with_bar || (is_case && (of || *follows == Tok::Bar)) {
            return self.union_body();
        }
        Ok(TypeBody::Alias(self.type_expression()?))
    }

    fn union_body(&mut self) -> Outcome<TypeBody> {
        let mut cases = vec![];
        loop {
            let name = self.name("the name of a case", "a case is `| Name` or `| Name of type`")?;
            if !name.text.starts_with(char::is_uppercase) {
                let advice = "begin it with a capital letter";
                return Err(Problem::new(
                    name.span,
                    format!("the case `{}` is written small", name.text),
                    "this name",
                    advice,
                ));
            }
            self.shared.cases.insert(name.text.clone());
            cases.push((name, if self.accept_word("of") { self.case_fields()? } else { vec![] }));
            if !self.accept(&Tok::Bar) {
                return Ok(TypeBody::Union(cases));
            }
        }
    }

    /// `int * text: string`
    fn case_fields(&mut self) -> Outcome<Vec<TypeExpr>> {
        let mut fields = vec![];
        loop {
            if matches!(self.cursor.token().kind, Tok::Name(_)) && self.cursor.ahead(1).kind == Tok::Colon {
                self.cursor.advance();
                self.cursor.advance();
            }
            fields.push(self.postfix_type()?);
            if !self.at_operator("*") {
                return Ok(fields);
            }
            self.cursor.advance();
        }
    }

    fn record_body(&mut self) -> Outcome<TypeBody> {
        let opened = self.cursor.span();
        self.cursor.advance();
        self.cursor.open();
        let mut fields: Vec<(Name, TypeExpr)> = vec![];
        loop {
            if self.at_word("mutable") {
                let advice = "records are values here: write `{ r with Field = value }`, or keep what changes in an array";
                return Err(Problem::new(self.cursor.span(), "a field that changes", "`mutable`", advice));
            }
            let name = self.name("the name of a field", "a field is `Name: type`")?;
            self.expect(&Tok::Colon, "`:`", "a field is `Name: type`")?;
            fields.push((name, self.type_expression()?));
            if !self.another_field() {
                break;
            }
        }
        self.cursor.close();
        self.close(&Tok::RightBrace, "`}`", opened)?;
        Ok(TypeBody::Record(fields))
    }
}
