//! The family page's program.

fn main() {
    porchlight_web::panics::tell();
    porchlight_web::family::start();
}
