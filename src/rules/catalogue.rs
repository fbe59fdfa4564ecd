//! How the catalogue is made of its lines: the modules, the configuration, the list and the
//! dispatchers are all written from them, so none can leave a rule out.

/// Declares the catalogue: one line per rule, in the order of the manual. Gives the modules, the
/// configuration, the list and the two dispatchers.
macro_rules! catalogue {
    (
        file { $($file_family:ident $file_label:ident { $($file_code:ident => $file_module:ident,)* })* }
        form { $($form_family:ident $form_label:ident { $($form_code:ident => $form_module:ident,)* })* }
    ) => {
        $(mod $file_family { $(pub(in crate::rules) mod $file_module;)* })*
        $(mod $form_family { $(pub(in crate::rules) mod $form_module;)* })*

        /// 规则开关、严重程度与参数，以规则代码为键。
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        #[allow(non_snake_case, reason = "the codes are the keys of config.yaml")]
        pub struct RulesConfig {
            $($(#[doc = concat!(stringify!($file_code), "（`jixiao explain ", stringify!($file_code), "`）")]
                pub $file_code: $file_family::$file_module::Params,)*)*
            $($(#[doc = concat!(stringify!($form_code), "（`jixiao explain ", stringify!($form_code), "`）")]
                pub $form_code: $form_family::$form_module::Params,)*)*
            /// 自定义规则
            pub custom: Vec<custom::CustomRule>,
        }

        impl RulesConfig {
            /// How every rule is set, in the order of the manual.
            #[must_use]
            pub fn switches(&self) -> Vec<rule::Switch> {
                vec![
                    $($(rule::Switch {
                        code: stringify!($file_code),
                        enabled: self.$file_code.enabled,
                        severity: self.$file_code.severity,
                        stage: self.$file_code.stage,
                    },)*)*
                    $($(rule::Switch {
                        code: stringify!($form_code),
                        enabled: self.$form_code.enabled,
                        severity: self.$form_code.severity,
                        stage: self.$form_code.stage,
                    },)*)*
                ]
            }
        }

        /// Every rule, in the order of the manual.
        pub const CATALOGUE: &[rule::Listed] = &[
            $($(rule::Listed {
                meta: &$file_family::$file_module::META,
                family: $crate::finding::Family::$file_label,
            },)*)*
            $($(rule::Listed {
                meta: &$form_family::$form_module::META,
                family: $crate::finding::Family::$form_label,
            },)*)*
        ];

        /// Runs every enabled rule about files.
        fn run_file_rules(subject: &rule::FileSubject<'_>, config: &RulesConfig) -> Vec<engine::Ran> {
            let mut ran = Vec::new();
            $($(if config.$file_code.enabled {
                ran.push(engine::Ran {
                    meta: &$file_family::$file_module::META,
                    family: $crate::finding::Family::$file_label,
                    severity: config.$file_code.severity,
                    stage: config.$file_code.stage,
                    verdict: $file_family::$file_module::check(subject, &config.$file_code),
                });
            })*)*
            ran
        }

        /// Runs every enabled rule about forms.
        fn run_form_rules(subject: &rule::FormSubject<'_>, config: &RulesConfig) -> Vec<engine::Ran> {
            let mut ran = Vec::new();
            $($(if config.$form_code.enabled {
                ran.push(engine::Ran {
                    meta: &$form_family::$form_module::META,
                    family: $crate::finding::Family::$form_label,
                    severity: config.$form_code.severity,
                    stage: config.$form_code.stage,
                    verdict: $form_family::$form_module::check(subject, &config.$form_code),
                });
            })*)*
            ran
        }
    };
}
pub(in crate::rules) use catalogue;
