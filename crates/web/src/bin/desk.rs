//! The desk page's program.

fn main() {
    drop(porchlight_web::document::place());
}
