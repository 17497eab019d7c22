//! The desk page's program.

fn main() {
    porchlight_web::panics::tell();
    porchlight_web::desk::start();
}
