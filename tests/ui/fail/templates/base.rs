use http_step::prelude::*;

fn main() {
    let api = "https://example.com";
    get!(Interpolate("%(kw:api)s.example.com/", api: api));
    get!(Interpolate("%(kw:api)s:8080/", api: api));
    get!(Interpolate("%(kw:scheme)s://example.com/", scheme: "https"));
    get!(Interpolate("%(prop:api).20s/builds"));
    get!(Interpolate("%d/builds", 1));
    get!(Interpolate("%(kw:api)s/builds", api: Raw(api)));
    get!(Interpolate("%(kw:api)s/builds", api: Secret("api")));
    get!(Interpolate("%(secret:api)s/builds"));
    get!(Interpolate("%(kw:api)s/builds", api: "example.com"));
    get!(Interpolate("%(kw:api)s/builds", api: "https://example.com/?page="));
    get!(Interpolate("%(kw:api)s/builds", api: Property("host") + "/api"));
    get!(Interpolate("%(kw:api)s/builds", api: Interpolate("https://%(prop:host)s/")));
    get!(Interpolate("%s/builds", "https://user:pw@example.com/"));
}
