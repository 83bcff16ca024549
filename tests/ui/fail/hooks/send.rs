use std::rc::Rc;

use http_step::prelude::*;

fn main() {
    let shared = Rc::new(5);
    get!("http://example.com/", hooks: { "response": move |_| drop(Rc::clone(&shared)) });
}
