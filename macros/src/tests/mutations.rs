//! Whatever stands between the parentheses of a call, the macro writes an expression, for an editor too.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

const CALLS: [&str; 10] = [
    r#"post "http://h/?q=1", data: { "a": Property("a", default: [1, null]), ("b"): x?, ..more }, timeout: (5, 0.5)"#,
    r#"http_step method: PUT, url: url, headers: { "X-A": -1u8, "Accept": null }, always_run: true, name: "a""#,
    r#"get Property("url"), params: [("a", 1), ["b", (null)]], description: ["a", f(b)[0]], timeout: 500ms"#,
    r#"put "http://h/{a}", json: { "a": [{ "b": (1, { let x = 1; x }) }], "c": if a { b } else { [0; 3] } }"#,
    r#"post url, data: { "a": 1 }, files: { "f": File("p", content_type: "a/b"), "g": File(bytes: b"x", filename: n, headers: { "A": 1 }) }, auth: Bearer(Secret("t")), verify: Insecure, cert: ("a", k)"#,
    r#"get "http://h/", cookies: { "c": v, "d": null }, auth: ("u", Secret("p")), timeout: 5, deadline: 30.5, redirects: 3, max_response: 1024, stream: false, session: "build", save_to: "f""#,
    r#"get url, proxies: { "https": "http://u@p:80", "no_proxy": "a" }, hide: ["X-A", name], hooks: { "response": move |r| f(&r, 1) }, auth: Digest(u, Property("p")), allow_redirects: Property("r") == 1"#,
    r#"post url, results: { 200..=299 | 304 => SUCCESS, timeout => RETRY, _ => FAILURE }, retry: { attempts: 5, on: [429, 502..=504, connect], deadline: 120, idempotent: true }, locks: ["a", lock], update_build_summary_policy: [EXCEPTION]"#,
    r#"get url, expect: [status == 200, json("$.a[0]") != null, text.contains("x"), size < n, header("a").in_(["b"]), matches("(a)") == "b"], capture: { "a": json("$.a") as u64, "b": cookie("c"), "d": status }"#,
    r#"post url, poll: { every: 5, until: json("$.a") == Property("a"), fail_if: status >= 500, cancel: delete!("http://h/") }, probe: get!(Property("u")), do_step_if: |p| p.a(), hide_step_if: Property("a") == 1, idempotency_key: "k""#,
];
/// What mutations put in, besides what stands in the calls.
const TOKENS: &str = r#", ; : :: = => == .. - # ! $ ? & | json body type null Property as .. ..= status text json _ SUCCESS "a"y 'c' b"x" 1e999 300u8 #[a] ()"#;
const DELIMITERS: [Delimiter; 4] = [
    Delimiter::None,
    Delimiter::Parenthesis,
    Delimiter::Bracket,
    Delimiter::Brace,
];
const MUTATIONS: usize = 20_000;

#[test]
fn any_tokens_become_an_expression() {
    let calls = CALLS.map(|call| call.parse::<TokenStream>().unwrap());
    let tokens = calls.clone().into_iter().flatten();
    let tokens = tokens.chain(TOKENS.parse::<TokenStream>().unwrap());
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15, tokens.collect());
    for round in 0..MUTATIONS {
        let mut call = calls[round % calls.len()].clone();
        for _ in 0..=chance.below(3) {
            call = chance.mutated(call);
        }
        let written = call.to_string();
        let front: TokenStream = "(http_step)".parse().unwrap();
        let tokens: TokenStream = front.into_iter().chain(call).collect();
        drop(crate::editor::step(tokens.clone(), &[]));
        let expansion = crate::expansion(tokens);
        let expression = syn::parse2::<syn::Expr>(expansion);
        assert!(expression.is_ok(), "{written}");
    }
}

/// Random numbers (xorshift64), and the tokens to choose from.
struct Chance(u64, Vec<TokenTree>);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// The tokens with one change, at any depth.
    fn mutated(&mut self, tokens: TokenStream) -> TokenStream {
        let mut trees: Vec<_> = tokens.into_iter().collect();
        let at = self.below(trees.len() + 1);
        let other = self.below(self.1.len());
        let other = self.1[other].clone();
        let Some(tree) = trees.get(at).cloned() else {
            trees.push(other);
            return trees.into_iter().collect();
        };
        if let TokenTree::Group(group) = &tree
            && self.below(4) > 0
        {
            trees[at] = grouped(group.delimiter(), self.mutated(group.stream()));
            return trees.into_iter().collect();
        }
        match self.below(6) {
            0 => drop(trees.remove(at)),
            1 => trees.insert(at, other),
            2 => trees[at] = other,
            3 => trees.insert(at, tree),
            4 => trees[at] = grouped(DELIMITERS[self.below(4)], tree.into()),
            _ => trees.truncate(at),
        }
        trees.into_iter().collect()
    }
}

fn grouped(delimiter: Delimiter, tokens: TokenStream) -> TokenTree {
    Group::new(delimiter, tokens).into()
}
