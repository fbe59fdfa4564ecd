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
            /// 自定义规则
            pub custom: Vec<custom::CustomRule>,
        }

        impl RulesConfig {
            /// How every rule is set, in the order of the manual.
            #[must_use]
            pub fn switches(&self) -> Vec<switch::Switch<'_>> {
                vec![
                    $($($(self.$code.switch(),)*)*)*
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

        /// Every rule about files, each run where it is to be applied.
        #[allow(clippy::vec_init_then_push, reason = "which rules are pushed depends on their scope")]
        fn run_file_rules(subject: &rule::FileSubject<'_>, config: &RulesConfig) -> Vec<ran::Ran> {
            let occasion = subject.occasion();
            let mut ran = Vec::new();
            $($($(catalogue::run!(file $scope: ran, subject, occasion, config, $family $label $code $module);)*)*)*
            ran
        }

        /// Every rule about forms, each run where it is to be applied.
        #[allow(clippy::vec_init_then_push, reason = "which rules are pushed depends on their scope")]
        fn run_form_rules(subject: &rule::FormSubject<'_>, config: &RulesConfig) -> Vec<ran::Ran> {
            let occasion = subject.occasion();
            let mut ran = Vec::new();
            $($($(catalogue::run!(form $scope: ran, subject, occasion, config, $family $label $code $module);)*)*)*
            ran
        }

        /// Every rule about what was expected, each run where it is to be applied.
        #[allow(clippy::vec_init_then_push, reason = "which rules are pushed depends on their scope")]
        fn run_expected_rules(subject: &rule::ExpectedSubject<'_>, config: &RulesConfig) -> Vec<ran::Ran> {
            let occasion = subject.occasion();
            let mut ran = Vec::new();
            $($($(catalogue::run!(expected $scope: ran, subject, occasion, config, $family $label $code $module);)*)*)*
            ran
        }
    };
}
pub(in crate::rules) use catalogue;

/// Runs a rule where it is about what is asked for.
macro_rules! run {
    (file file: $($rule:tt)*) => { $crate::rules::catalogue::run!($($rule)*) };
    (form form: $($rule:tt)*) => { $crate::rules::catalogue::run!($($rule)*) };
    (expected expected: $($rule:tt)*) => { $crate::rules::catalogue::run!($($rule)*) };
    ($asked:ident $scope:ident: $($rule:tt)*) => {};
    ($ran:ident, $subject:ident, $occasion:ident, $config:ident, $family:ident $label:ident $code:ident $module:ident) => {
        $ran.push(ran::Ran::of(
            &$family::$module::META,
            $crate::finding::Family::$label,
            $config.$code.switch(),
            $occasion,
            || $family::$module::check($subject, &$config.$code),
        ));
    };
}
pub(in crate::rules) use run;
