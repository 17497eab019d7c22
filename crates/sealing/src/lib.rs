//! Keys by place: chains, seals, grants, links and the claim.
