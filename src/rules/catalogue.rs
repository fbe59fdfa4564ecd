//! How the catalogue is made of its lines: the modules, the configuration, the list and the
//! dispatchers are all written from them, so none can leave a rule out.

/// Declares the catalogue: one line per rule, in the order of the manual, under what it is about:
/// `file`, `form`, or what was `expected`. Gives the modules, the configuration, the list and a
/// dispatcher for each of the three.
macro_rules! catalogue {
    (
        $($scope:ident {
            $($family:ident $label:ident { $($code:ident => $module:ident,)* })*
        })*
    ) => {
        $($(mod $family { $(pub(in crate::rules) mod $module;)* })*)*

        /// 规则开关、严重程度与参数，以规则代码为键。
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        #[allow(non_snake_case, reason = "the codes are the keys of config.yaml")]
        pub struct RulesConfig {
            $($($(#[doc = concat!(stringify!($code), "（`jixiao explain ", stringify!($code), "`）")]
                pub $code: $family::$module::Params,)*)*)*
        }

        impl RulesConfig {
            /// How every rule is set, in the order of the manual.
            #[must_use]
            pub fn switches(&self) -> Vec<rule::Switch> {
                vec![
                    $($($(rule::Switch {
                        code: stringify!($code),
                        enabled: self.$code.enabled,
                        severity: self.$code.severity,
                        stage: self.$code.stage,
                    },)*)*)*
                ]
            }
        }

        /// Every rule, in the order of the manual.
        pub const CATALOGUE: &[rule::Listed] = &[
            $($($(rule::Listed {
                meta: &$family::$module::META,
                family: $crate::finding::Family::$label,
            },)*)*)*
        ];

        /// Runs every enabled rule about files.
        fn run_file_rules(subject: &rule::FileSubject<'_>, config: &RulesConfig) -> Vec<engine::Ran> {
            let mut ran = Vec::new();
            $($($(catalogue::run!(file $scope: ran, subject, config, $family $label $code $module);)*)*)*
            ran
        }

        /// Runs every enabled rule about forms.
        fn run_form_rules(subject: &rule::FormSubject<'_>, config: &RulesConfig) -> Vec<engine::Ran> {
            let mut ran = Vec::new();
            $($($(catalogue::run!(form $scope: ran, subject, config, $family $label $code $module);)*)*)*
            ran
        }

        /// Runs every enabled rule about what was expected.
        fn run_expected_rules(subject: &rule::ExpectedSubject<'_>, config: &RulesConfig) -> Vec<engine::Ran> {
            let mut ran = Vec::new();
            $($($(catalogue::run!(expected $scope: ran, subject, config, $family $label $code $module);)*)*)*
            ran
        }
    };
}
pub(in crate::rules) use catalogue;

/// Runs a rule where it is about what is asked for and is enabled.
macro_rules! run {
    (file file: $($rule:tt)*) => { $crate::rules::catalogue::run!($($rule)*) };
    (form form: $($rule:tt)*) => { $crate::rules::catalogue::run!($($rule)*) };
    (expected expected: $($rule:tt)*) => { $crate::rules::catalogue::run!($($rule)*) };
    ($asked:ident $scope:ident: $($rule:tt)*) => {};
    ($ran:ident, $subject:ident, $config:ident, $family:ident $label:ident $code:ident $module:ident) => {
        if $config.$code.enabled {
            $ran.push(engine::Ran {
                meta: &$family::$module::META,
                family: $crate::finding::Family::$label,
                severity: $config.$code.severity,
                stage: $config.$code.stage,
                verdict: $family::$module::check($subject, &$config.$code),
            });
        }
    };
}
pub(in crate::rules) use run;
