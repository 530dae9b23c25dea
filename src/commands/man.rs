//! `mpn man`: writes the manual pages.

use std::path::Path;

use anyhow::Context as _;

use crate::config;
use crate::domain::answer::{Answer, Body, ManualWritten};
use crate::domain::call::ManualPage;
use crate::failure::Result;

/// Writes every page, each by rename.
pub(super) fn write(folder: &Path, pages: &[ManualPage]) -> Result<Answer> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for page in pages {
        config::write_for_all(&folder.join(&page.file), page.text.as_bytes())?;
    }
    let directory = folder.display().to_string();
    Ok(Body::Manual(ManualWritten { directory, pages: pages.len() }).into())
}
