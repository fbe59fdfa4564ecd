//! From the words of a condition to the condition, or to what is wrong and where.
//!
//! From the loosest to the tightest: or, and, not, comparisons, + −, × ÷, sign, brackets.

use std::ops::Range;

use super::calls::Function;
use super::condition::{Comparison, Number, Operation, Text, Truth};
use super::fault::Fault;
use super::lexer::{Keyword, Lexeme, Token, lexemes};
use super::scope::CheckedTable;
use super::typed::{Term, Typed};
use crate::tables::columns::{Column, Kind};

/// Characters of the longest condition.
const LONGEST: usize = 2_000;
/// Brackets, negations and signs within one another.
const DEEPEST: usize = 50;

/// A condition, and what it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    /// What must be true of a row for the rule to speak.
    pub(super) truth: Truth,
    /// The columns that it reads, each once, in the order of the text.
    pub(super) columns: Vec<&'static Column>,
}

/// Reads a condition on the rows of a table.
pub(super) fn parse(text: &str, table: CheckedTable) -> Result<Condition, Fault> {
    let length = text.chars().count();
    if length > LONGEST {
        let reason = format!("条件长 {length} 字，最多 {LONGEST} 字");
        return Err(Fault::new(0..length, reason));
    }
    let mut parser = Parser {
        words: lexemes(text)?,
        next: 0,
        end: length,
        depth: 0,
        table,
        columns: Vec::new(),
    };
    let truth = parser.condition()?.truth()?;
    match parser.peek() {
        Some(_) => Err(parser.unexpected("此处应为 and（且）、or（或）或条件的结尾")),
        None if parser.columns.is_empty() => Err(Fault::new(
            0..length,
            "条件没有用到任何一列，对所有的表结果都一样",
        )),
        None => Ok(Condition {
            truth,
            columns: parser.columns,
        }),
    }
}

struct Parser {
    words: Vec<Lexeme>,
    next: usize,
    end: usize,
    depth: usize,
    table: CheckedTable,
    columns: Vec<&'static Column>,
}

impl Parser {
    fn condition(&mut self) -> Result<Typed, Fault> {
        let mut left = self.conjunction()?;
        while self.accept(&Token::Keyword(Keyword::Or)) {
            let right = self.conjunction()?;
            left = joined(Truth::Or, left, right)?;
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Typed, Fault> {
        let mut left = self.negation()?;
        while self.accept(&Token::Keyword(Keyword::And)) {
            let right = self.negation()?;
            left = joined(Truth::And, left, right)?;
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Typed, Fault> {
        let from = self.place().start;
        if !self.accept(&Token::Keyword(Keyword::Not)) {
            return self.comparison();
        }
        let negated = self.deeper(Self::negation)?;
        let at = from..negated.at.end;
        Ok(truth(Truth::Not(Box::new(negated.truth()?)), at))
    }

    fn comparison(&mut self) -> Result<Typed, Fault> {
        let left = self.sum()?;
        let from = left.at.start;
        let found = match self.peek() {
            Some(Token::Compare(by)) => {
                let by = *by;
                self.next += 1;
                compared(left, by, self.sum()?)?
            }
            Some(Token::Keyword(Keyword::Is)) => {
                self.next += 1;
                let not = self.accept(&Token::Keyword(Keyword::Not));
                self.expect(
                    &Token::Keyword(Keyword::Null),
                    "is 之后应为 null 或 not null",
                )?;
                negated_if(not, Truth::IsNull(left.known()?))
            }
            Some(Token::Keyword(word @ (Keyword::IsNull | Keyword::IsNotNull))) => {
                let not = *word == Keyword::IsNotNull;
                self.next += 1;
                negated_if(not, Truth::IsNull(left.known()?))
            }
            Some(Token::Keyword(Keyword::NotIn)) => {
                self.next += 1;
                negated_if(true, self.listed(&left)?)
            }
            Some(Token::Keyword(Keyword::In | Keyword::Not)) => {
                let not = self.accept(&Token::Keyword(Keyword::Not));
                self.expect(&Token::Keyword(Keyword::In), "此处应为 in（属于）")?;
                negated_if(not, self.listed(&left)?)
            }
            _ => return Ok(left),
        };
        if matches!(self.peek(), Some(Token::Compare(_))) {
            return Err(self.unexpected("比较不能连写；请分成两个条件，用 and（且）连接"));
        }
        Ok(truth(found, from..self.before()))
    }

    /// `(甲, 乙)` behind `in`: one of them.
    fn listed(&mut self, left: &Typed) -> Result<Truth, Fault> {
        self.expect(&Token::Open, "in 之后应为括号，如 in ('良', '中')")?;
        let choices = self.list(Self::sum)?.into_iter();
        choices
            .map(|choice| compared(left.clone(), Comparison::Equal, choice))
            .reduce(|any, one| Ok(Truth::Or(Box::new(any?), Box::new(one?))))
            .unwrap_or_else(|| Err(self.unexpected("括号中没有内容")))
    }

    fn sum(&mut self) -> Result<Typed, Fault> {
        let additive = |operation| matches!(operation, Operation::Add | Operation::Subtract);
        self.chain(Self::product, additive)
    }

    fn product(&mut self) -> Result<Typed, Fault> {
        let multiplicative =
            |operation| matches!(operation, Operation::Multiply | Operation::Divide);
        self.chain(Self::signed, multiplicative)
    }

    /// Operands with operations between them, taken from left to right.
    fn chain(
        &mut self,
        operand: fn(&mut Self) -> Result<Typed, Fault>,
        joins: fn(Operation) -> bool,
    ) -> Result<Typed, Fault> {
        let mut left = operand(self)?;
        while let Some(Token::Operation(operation)) = self.peek() {
            let operation = *operation;
            if !joins(operation) {
                break;
            }
            self.next += 1;
            let right = operand(self)?;
            let at = left.at.start..right.at.end;
            let (one, other) = (Box::new(left.number()?), Box::new(right.number()?));
            left = number(Number::Arithmetic(one, operation, other), at);
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Typed, Fault> {
        let from = self.place().start;
        if !self.accept(&Token::Operation(Operation::Subtract)) {
            return self.operand();
        }
        let negated = self.deeper(Self::signed)?;
        let at = from..negated.at.end;
        Ok(number(Number::Negated(Box::new(negated.number()?)), at))
    }

    fn operand(&mut self) -> Result<Typed, Fault> {
        let at = self.place();
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected("条件没有写完"));
        };
        self.next += 1;
        match token {
            Token::Number(literal) => Ok(number(Number::Literal(literal), at)),
            Token::Text(literal) => Ok(text(Text::Literal(literal), at)),
            Token::Name(name) if self.accept(&Token::Open) => self.call(&name, at),
            Token::Name(name) => self.column(&name, at),
            Token::Open => {
                let inner = self.deeper(Self::condition)?;
                self.expect(&Token::Close, "括号没有成对")?;
                let at = at.start..self.before();
                Ok(Typed { at, ..inner })
            }
            _ => {
                self.next -= 1;
                Err(self.unexpected("此处应为列、数字、文字或括号"))
            }
        }
    }

    fn column(&mut self, name: &str, at: Range<usize>) -> Result<Typed, Fault> {
        let column = self.table.column(name, at.clone())?;
        if !self.columns.contains(&column) {
            self.columns.push(column);
        }
        Ok(match column.kind {
            Kind::Text => text(Text::Column(column), at),
            _ => number(Number::Column(column), at),
        })
    }

    /// A function and what follows its opening bracket.
    fn call(&mut self, name: &str, at: Range<usize>) -> Result<Typed, Fault> {
        let function = Function::find(name, at.clone())?;
        let arguments = self.deeper(|parser| parser.list(Self::condition))?;
        let at = at.start..self.before();
        let term = function.call(arguments, at.clone())?;
        Ok(Typed { term, at })
    }

    /// Parts with commas between them, and the closing bracket.
    fn list(&mut self, part: fn(&mut Self) -> Result<Typed, Fault>) -> Result<Vec<Typed>, Fault> {
        let mut parts = vec![part(self)?];
        while self.accept(&Token::Comma) {
            parts.push(part(self)?);
        }
        self.expect(&Token::Close, "此处应为逗号或右括号")?;
        Ok(parts)
    }

    fn deeper<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= DEEPEST {
            return Err(self.unexpected("括号套得太深"));
        }
        self.depth += 1;
        let found = part(self)?;
        self.depth -= 1;
        Ok(found)
    }

    fn peek(&self) -> Option<&Token> {
        self.words.get(self.next).map(|word| &word.token)
    }

    fn accept(&mut self, wanted: &Token) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.next += 1;
        }
        is_next
    }

    fn expect(&mut self, wanted: &Token, reason: &str) -> Result<(), Fault> {
        if self.accept(wanted) {
            Ok(())
        } else {
            Err(self.unexpected(reason))
        }
    }

    /// Where the next word stands; behind the text where there is none.
    fn place(&self) -> Range<usize> {
        let next = self.words.get(self.next).map(|word| word.at.clone());
        next.unwrap_or(self.end..self.end)
    }

    /// Where the word before ends.
    fn before(&self) -> usize {
        let last = self.next.checked_sub(1).and_then(|at| self.words.get(at));
        last.map_or(0, |word| word.at.end)
    }

    fn unexpected(&self, reason: &str) -> Fault {
        Fault::new(self.place(), reason)
    }
}

fn compared(left: Typed, by: Comparison, right: Typed) -> Result<Truth, Fault> {
    if !left.is_text() {
        return Ok(Truth::Compare(left.number()?, by, right.number()?));
    }
    let at = left.at.start..right.at.end;
    let same = Truth::Same(left.text()?, right.text()?);
    match by {
        Comparison::Equal => Ok(same),
        Comparison::Unequal => Ok(negated_if(true, same)),
        _ => Err(Fault::new(at, "文字不分大小，只能用 = 或 !=")),
    }
}

fn negated_if(not: bool, truth: Truth) -> Truth {
    if not {
        Truth::Not(Box::new(truth))
    } else {
        truth
    }
}

fn joined(
    by: fn(Box<Truth>, Box<Truth>) -> Truth,
    left: Typed,
    right: Typed,
) -> Result<Typed, Fault> {
    let at = left.at.start..right.at.end;
    let joined = by(Box::new(left.truth()?), Box::new(right.truth()?));
    Ok(truth(joined, at))
}

fn truth(truth: Truth, at: Range<usize>) -> Typed {
    Typed {
        term: Term::Truth(truth),
        at,
    }
}

fn number(number: Number, at: Range<usize>) -> Typed {
    Typed {
        term: Term::Number(number),
        at,
    }
}

fn text(text: Text, at: Range<usize>) -> Typed {
    Typed {
        term: Term::Text(text),
        at,
    }
}

#[cfg(test)]
mod tests;
