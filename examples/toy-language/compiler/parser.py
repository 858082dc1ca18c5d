"""The parser: from tokens to the syntax tree, by recursive descent. Each method reads one rule of the grammar:

    program    = function*
    function   = "def" name "(" [name ("," name)*] ")" block
    block      = ":" NEWLINE INDENT statement* DEDENT
    statement  = "if" expression block ("elif" expression block)* ["else" block]
               | "while" expression block
               | "for" name "in" expression block
               | ("return" [expression] | "yield" expression | name "=" expression | expression) NEWLINE
    expression = conjunction ("or" conjunction)*
    conjunction= negation ("and" negation)*
    negation   = "not" negation | comparison
    comparison = sum [("==" | "!=" | "<" | "<=" | ">" | ">=") sum]
    sum        = product (("+" | "-") product)*
    product    = unary (("*" | "/" | "%") unary)*
    unary      = "-" unary | "await" unary | atom
    atom       = number | string | "none" | name | name "(" arguments ")" | "(" expression ")"
"""

import syntax
from lexer import ToyError, tokens_of

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


def parse(source):
    """The functions of a program."""
    parser = Parser(tokens_of(source))
    functions = []
    while not parser.at("END"):
        functions.append(parser.function())
    return functions


class Parser:
    def __init__(self, tokens):
        self.tokens = tokens
        self.position = 0
        self.suspends = set()  # "yield" and "await", where the function that is read has them

    # ---- tokens ----

    @property
    def token(self):
        return self.tokens[self.position]

    def at(self, *kinds):
        return self.token.kind in kinds

    def take(self, kind):
        token = self.token
        if token.kind != kind:
            raise ToyError(token.line, f"expected {kind!r}, found {token.text or token.kind!r}")
        self.position += 1
        return token

    def accept(self, kind):
        return self.take(kind) if self.at(kind) else None

    # ---- functions and statements ----

    def function(self):
        line = self.take("def").line
        name = self.take("name").text
        self.take("(")
        parameters = []
        while not self.at(")"):
            parameters.append(self.take("name").text)
            if not self.accept(","):
                break
        self.take(")")
        self.suspends = set()
        body = self.block()
        return syntax.Function(line, name, parameters, body, self.kind(line))

    def kind(self, line):
        if len(self.suspends) > 1:
            raise ToyError(line, "a function has 'yield' or 'await', not both")
        return {"yield": "generator", "await": "task"}[self.suspends.pop()] if self.suspends else "plain"

    def block(self):
        self.take(":")
        self.take("NEWLINE")
        self.take("INDENT")
        statements = []
        while not self.accept("DEDENT"):
            statements.append(self.statement())
        return statements

    def statement(self):
        line = self.token.line
        if self.accept("if"):
            return self.rest_of_if(line)
        if self.accept("while"):
            return syntax.While(line, self.expression(), self.block())
        if self.accept("for"):
            name = self.take("name").text
            self.take("in")
            return syntax.For(line, name, self.expression(), self.block())
        statement = self.simple_statement(line)
        self.take("NEWLINE")
        return statement

    def rest_of_if(self, line):
        condition, then, otherwise = self.expression(), self.block(), []
        if self.at("elif"):
            otherwise = [self.rest_of_if(self.take("elif").line)]
        elif self.accept("else"):
            otherwise = self.block()
        return syntax.If(line, condition, then, otherwise)

    def simple_statement(self, line):
        if self.accept("return"):
            return syntax.Return(line, syntax.Nothing(line) if self.at("NEWLINE") else self.expression())
        if self.accept("yield"):
            self.suspends.add("yield")
            return syntax.Yield(line, self.expression())
        if self.at("name") and self.tokens[self.position + 1].kind == "=":
            name = self.take("name").text
            self.take("=")
            return syntax.Assign(line, name, self.expression())
        return syntax.Evaluate(line, self.expression())

    # ---- expressions ----

    def expression(self):
        return self.chain(syntax.Logical, ("or",), self.conjunction)

    def conjunction(self):
        return self.chain(syntax.Logical, ("and",), self.negation)

    def negation(self):
        if self.at("not"):
            return syntax.Not(self.take("not").line, self.negation())
        return self.comparison()

    def comparison(self):
        left = self.sum()
        if self.at(*COMPARISONS):
            operator = self.take(self.token.kind)
            return syntax.Binary(operator.line, operator.kind, left, self.sum())
        return left

    def sum(self):
        return self.chain(syntax.Binary, ("+", "-"), self.product)

    def product(self):
        return self.chain(syntax.Binary, ("*", "/", "%"), self.unary)

    def chain(self, node, operators, operand):
        """operand (operator operand)*, where operators group to the left."""
        left = operand()
        while self.at(*operators):
            operator = self.take(self.token.kind)
            left = node(operator.line, operator.kind, left, operand())
        return left

    def unary(self):
        line = self.token.line
        if self.accept("-"):
            return syntax.Binary(line, "-", syntax.Number(line, 0), self.unary())
        if self.accept("await"):
            self.suspends.add("await")
            return syntax.Await(line, self.unary())
        return self.atom()

    def atom(self):
        line = self.token.line
        if self.at("number"):
            return syntax.Number(line, int(self.take("number").text))
        if self.at("string"):
            return syntax.String(line, self.take("string").text[1:-1])
        if self.accept("none"):
            return syntax.Nothing(line)
        if self.accept("("):
            inner = self.expression()
            self.take(")")
            return inner
        name = self.take("name").text
        return syntax.Call(line, name, self.arguments()) if self.at("(") else syntax.Variable(line, name)

    def arguments(self):
        self.take("(")
        arguments = []
        while not self.at(")"):
            arguments.append(self.expression())
            if not self.accept(","):
                break
        self.take(")")
        return arguments
