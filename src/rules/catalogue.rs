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
            pub fn switches(&self) -> Vec<switch::Switch<'_>> {
                vec![
                    $($(self.$file_code.switch(),)*)*
                    $($(self.$form_code.switch(),)*)*
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

        /// Every rule about files, each run where it is to be applied.
        fn run_file_rules(subject: &rule::FileSubject<'_>, config: &RulesConfig) -> Vec<engine::Ran> {
            let occasion = subject.occasion();
            vec![$($(engine::Ran::of(
                &$file_family::$file_module::META,
                $crate::finding::Family::$file_label,
                config.$file_code.switch(),
                occasion,
                || $file_family::$file_module::check(subject, &config.$file_code),
            ),)*)*]
        }

        /// Every rule about forms, each run where it is to be applied.
        fn run_form_rules(subject: &rule::FormSubject<'_>, config: &RulesConfig) -> Vec<engine::Ran> {
            let occasion = subject.occasion();
            vec![$($(engine::Ran::of(
                &$form_family::$form_module::META,
                $crate::finding::Family::$form_label,
                config.$form_code.switch(),
                occasion,
                || $form_family::$form_module::check(subject, &config.$form_code),
            ),)*)*]
        }
    };
}
pub(in crate::rules) use catalogue;
