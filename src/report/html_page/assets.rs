//! The files that the page is put together from.

/// The page around everything.
pub(super) const PAGE: &str = include_str!("page.html");

/// How it looks, in the order in which rules win.
pub(super) const STYLES: [&str; 5] = [
    include_str!("styles/colours.css"),
    include_str!("styles/page.css"),
    include_str!("styles/tables.css"),
    include_str!("styles/views.css"),
    include_str!("styles/print.css"),
];

/// Draws the charts.
pub(super) const CHARTS: &str = include_str!("vendor/echarts.common.min.js");

/// What it does, in the order in which one file needs another; `start.js` runs it.
pub(super) const SCRIPTS: [&str; 22] = [
    include_str!("scripts/element.js"),
    include_str!("scripts/decimal.js"),
    include_str!("scripts/data.js"),
    include_str!("scripts/projects.js"),
    include_str!("scripts/show.js"),
    include_str!("scripts/router.js"),
    include_str!("scripts/table.js"),
    include_str!("scripts/filters.js"),
    include_str!("scripts/chart.js"),
    include_str!("scripts/waterfall.js"),
    include_str!("scripts/charts.js"),
    include_str!("scripts/heat_map.js"),
    include_str!("scripts/columns.js"),
    include_str!("scripts/views/overview.js"),
    include_str!("scripts/views/offices.js"),
    include_str!("scripts/views/projects.js"),
    include_str!("scripts/views/project.js"),
    include_str!("scripts/views/findings.js"),
    include_str!("scripts/views/over_budget.js"),
    include_str!("scripts/views/files.js"),
    include_str!("scripts/views/about.js"),
    include_str!("scripts/start.js"),
];

/// Title and text of what the page passes on.
const LICENCES: [(&str, &str); 4] = [
    ("Apache ECharts 6.1.0", include_str!("vendor/NOTICE")),
    ("Apache ECharts 6.1.0", include_str!("vendor/LICENSE")),
    ("zrender 6.1.0", include_str!("vendor/LICENSE-zrender")),
    ("d3.js", include_str!("vendor/LICENSE-d3")),
];

/// Every licence in full.
pub(super) fn licences() -> String {
    let texts = LICENCES.map(|(title, text)| format!("{title}\n\n{}\n", text.trim_end()));
    texts.join("\n────────────────────\n\n")
}
