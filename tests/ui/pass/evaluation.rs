//! Rust expressions behave as the arguments of a function call: once, in order, `?` and `.await` included.
#![deny(warnings)]

use std::cell::RefCell;

use http_step::prelude::*;

fn note(order: &RefCell<Vec<u8>>, number: u8) -> u8 {
    order.borrow_mut().push(number);
    number
}

fn fallible(text: &str) -> Result<HttpStep, std::num::ParseIntError> {
    Ok(post!("http://example.com/", json: { "n": text.parse::<u8>()? }))
}

async fn later(text: String) -> HttpStep {
    async fn double(n: usize) -> usize {
        n * 2
    }
    post!("http://example.com/", json: [double(text.len()).await, text, double(1).await])
}

fn sent<T: Send>(value: T) -> T {
    value
}

pub(crate) fn steps() -> Vec<HttpStep> {
    let order = RefCell::new(Vec::new());
    let step = post!(
        "http://example.com/",
        data: { (note(&order, 1).to_string()): note(&order, 2), ..std::collections::BTreeMap::from([("c", note(&order, 3))]) },
        timeout: (note(&order, 4), note(&order, 5)),
        name: String::from("a").as_str(),
    );
    assert_eq!(*order.borrow(), [1, 2, 3, 4, 5]);
    let seven = fallible("7");
    assert!(seven.is_ok());
    assert!(fallible("x").is_err());
    drop(sent(later("x".to_owned())));
    [Ok(step), seven].into_iter().flatten().collect()
}

pub(crate) fn main() {
    assert_eq!(steps().len(), 2);
}
