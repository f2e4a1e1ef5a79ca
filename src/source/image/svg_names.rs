//! The elements and attributes that drawings are made of (SVG 1.1, SVG 2, and what editors write).

/// Elements of SVG that draw, or say how.
#[rustfmt::skip]
pub(super) const ELEMENTS: &[&str] = &[
    "a", "altGlyph", "altGlyphDef", "altGlyphItem", "animate", "animateColor", "animateMotion", "animateTransform",
    "circle", "clipPath", "color-profile", "cursor", "defs", "desc", "discard", "ellipse", "feBlend", "feColorMatrix",
    "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap",
    "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur",
    "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting",
    "feSpotLight", "feTile", "feTurbulence", "filter", "flowDiv", "flowLine", "flowPara", "flowRegion",
    "flowRegionBreak", "flowRegionExclude", "flowRoot", "flowSpan", "font", "font-face", "font-face-format",
    "font-face-name", "font-face-src", "foreignObject", "g", "glyph", "glyphRef", "hatch", "hatchpath", "hatchPath",
    "hkern", "image", "line", "linearGradient", "marker", "mask", "mesh", "meshgradient", "meshGradient", "meshpatch",
    "meshPatch", "meshrow", "meshRow", "metadata", "missing-glyph", "mpath", "page", "path", "pattern", "polygon",
    "polyline", "prefetch", "radialGradient", "rect", "set", "solidColor", "solidcolor", "stop", "style", "svg",
    "switch", "symbol", "tbreak", "text", "textArea", "textPath", "title", "tref", "tspan", "use", "view", "vkern",
];

/// Elements of HTML that hold the words of a label, as tools for diagrams write them.
#[rustfmt::skip]
pub(super) const HTML_ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "blockquote", "body", "br", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "font",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp",
    "section", "small", "span", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "tt", "u", "ul", "var", "wbr",
];

/// Attributes of these elements of HTML.
#[rustfmt::skip]
pub(super) const HTML_ATTRIBUTES: &[&str] = &[
    "align", "class", "color", "colspan", "dir", "face", "height", "href", "id", "lang", "rel", "role", "rowspan", "size",
    "style", "target", "title", "type", "valign", "width",
];

/// Elements that run or load something, in whatever namespace they stand.
pub(super) const ACTIVE: &[&str] = &[
    "applet", "base", "embed", "frame", "frameset", "handler", "iframe", "listener", "meta", "object",
    "script",
];

/// Elements of SVG that change an attribute while they are shown.
pub(super) const ANIMATIONS: &[&str] =
    &["animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"];

/// Attributes of HTML that load or run something. No drawing has them.
pub(super) const ACTIVE_ATTRIBUTES: &[&str] = &[
    "action",
    "archive",
    "background",
    "classid",
    "codebase",
    "data",
    "formaction",
    "handler",
    "http-equiv",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "src",
    "srcdoc",
    "srcset",
];
