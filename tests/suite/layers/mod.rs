//! Reads the sources and holds their shape: who knows whom, what files are called, how long they are.

mod circles;
mod knowing;
mod names;
mod sources;
