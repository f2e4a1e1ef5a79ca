//! Files that are there and are no images.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::InvalidImage,
    judge: None,
    manual: Manual {
        title: "Invalid image",
        why: "The file exists, but it is not the image that its name promises: it is empty, it is a web page that \
            somebody saved in its place, or it is a Git LFS pointer, three lines of text that Git LFS replaces \
            with the file. Readers see a broken picture.",
        todo: "For a Git LFS pointer, run `git lfs pull` before you build; in GitHub Actions, set `lfs: true` for \
            `actions/checkout`. Otherwise save the image again under its name.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n![The form with the amount and the \
            reason](«form.png»)\n\nYour money is back within a week.\n-- content/billing/form.png \
            --\nversion https://git-lfs.github.com/spec/v1\noid \
            sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n![The form with the amount and the \
            reason](form.svg)\n\nYour money is back within a week.\n-- content/billing/form.svg \
            --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><rect width=\"80\" \
            height=\"40\"/></svg>\n",
    },
};
