use super::*;
use crate::value::numeral::tests::{FINANCIAL, PLAIN, written};
use crate::value::plain;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// What a text is read as, in a notation of its own.
fn read(text: &str) -> String {
    shown(
        Measure::parse(&CellValue::Text(text.into()))
            .unwrap()
            .as_ref(),
    )
}

fn shown(measure: Option<&Measure>) -> String {
    let sign = |comparator: &Option<Comparator>| {
        comparator.map(|sign| sign.to_string()).unwrap_or_default()
    };
    match measure {
        None => "blank".into(),
        Some(Measure::Words) => "words".into(),
        Some(Measure::Quantity {
            subject,
            comparator,
            quantity,
        }) => {
            let of = subject
                .as_ref()
                .map(|subject| format!("[{subject}]"))
                .unwrap_or_default();
            format!("{of}{}{quantity}", sign(comparator))
        }
        Some(Measure::Approximate(quantity)) => format!("约{quantity}"),
        Some(Measure::Range { low, high }) => format!("{}~{high}", plain(low.value)),
        Some(Measure::When(_)) => "when".into(),
        Some(Measure::Outcome(outcome)) => format!("{outcome:?}"),
        Some(Measure::Compound { numbers }) => format!("compound {numbers}"),
    }
}

fn check(table: &[(&str, &str)]) {
    for (text, meaning) in table {
        assert_eq!(read(text), *meaning, "{text}");
    }
}

#[test]
fn one_number_with_its_unit() {
    check(&[
        ("50户", "50户"),
        ("5人次", "5人次"),
        ("12次/年", "12次/年"),
        ("583元/人*月", "583元/人*月"),
        ("10 台套", "10台套"),
        ("69 所学校", "69所学校"),
        ("2000 种次", "2000种次"),
        ("25TB", "25TB"),
        ("100㎡", "100m2"),
        ("29.5亩", "29.5亩"),
        ("12.4万人次", "12.4万人次"),
        ("1,437人", "1437人"),
        ("1，437人", "1437人"),
        ("1 437人", "1437人"),
        ("３６５天", "365天"),
        ("43.2", "43.2"),
        ("12.5", "12.5"),
        ("0", "0"),
        ("0起", "0起"),
        ("50户。", "50户"),
        ("3年", "3年"),
        ("≥10年", "≥10年"),
        ("24个月", "24个月"),
        ("5个工作日", "5个工作日"),
        ("-3%", "-3%"),
        ("89.4分", "89.4分"),
        ("50（人）", "50人"),
        ("50户（次）", "50户(次)"),
        ("33（万元）", "33万元"),
    ]);
}

#[test]
fn shares_in_every_spelling() {
    check(&[
        ("90%", "90%"),
        ("90％", "90%"),
        ("90 %", "90%"),
        ("95.50%", "95.5%"),
        ("90百分比", "90%"),
        ("98%(百分比)", "98%"),
        ("≥100百分比", "≥100%"),
        ("百分之九十", "90%"),
        ("百分之九十五点六", "95.6%"),
        ("百分之95", "95%"),
        ("百分之百", "100%"),
        ("百分百", "100%"),
        ("不低于百分之九十", "≥90%"),
        ("百分之九十以上", "≥90%"),
        ("千分之三", "0.3%"),
        ("3‰", "0.3%"),
        ("≤3‰", "≤0.3%"),
    ]);
}

#[test]
fn comparators_before_and_behind() {
    check(&[
        ("≥90%", "≥90%"),
        ("≧90％", "≥90%"),
        ("⩾90%", "≥90%"),
        ("＞＝90%", "≥90%"),
        (">=21933人", "≥21933人"),
        ("=>50", "≥50"),
        ("<=5300元/户", "≤5300元/户"),
        ("≦5%", "≤5%"),
        ("═8个", "=8个"),
        ("=100%", "=100%"),
        ("等于8个", "=8个"),
        (">90%", ">90%"),
        ("＜3次", "<3次"),
        ("大于等于90%", "≥90%"),
        ("小于或等于10天", "≤10天"),
        ("不低于90%", "≥90%"),
        ("不少于12 种", "≥12种"),
        ("不小于3米", "≥3米"),
        ("至少25户", "≥25户"),
        ("超过90%", ">90%"),
        ("高于90%", ">90%"),
        ("不超过33万元", "≤33万元"),
        ("未超过33万元", "≤33万元"),
        ("不高于5%", "≤5%"),
        ("不多于3次", "≤3次"),
        ("低于5%", "<5%"),
        ("控制在33万元以内", "≤33万元"),
        ("控制在5%", "≤5%"),
        ("50户以上", "≥50户"),
        ("95%及以上", "≥95%"),
        ("90%(含)以上", "≥90%"),
        ("90%以上（含）", "≥90%"),
        ("10天以内", "≤10天"),
        ("30天内", "≤30天"),
        ("3个工作日内", "≤3个工作日"),
        ("15日内", "≤15日"),
        ("3年以上", "≥3年"),
        ("5%以下", "≤5%"),
        ("不低于90%以上", "≥90%"),
        ("达到90%以上", "≥90%"),
        ("达95%以上", "≥95%"),
        ("辖区企业满意率达95%以上。", "[满意]≥95%"),
    ]);
}

#[test]
fn words_that_leave_the_number_as_it_is() {
    check(&[
        ("达到90%", "90%"),
        ("达 90%", "90%"),
        ("已达95%", "95%"),
        ("实际完成52户", "52户"),
        ("完成12次", "12次"),
        ("已完成 12 次", "12次"),
        ("共计12次", "12次"),
        ("全年共12次", "12次"),
        ("全年累计完成1250人次", "1250人次"),
        ("投入 1000 万元", "1000万元"),
        ("按合同10.5万元。", "10.5万元"),
        ("为95%", "95%"),
    ]);
}

#[test]
fn the_rate_or_cost_that_a_figure_names() {
    check(&[
        ("满意度≥95%", "[满意]≥95%"),
        ("群众满意率达到96.4%", "[满意]96.4%"),
        ("覆盖率100%", "[覆盖]100%"),
        ("验收合格率：100%", "[合格]100%"),
        ("总成本≤33万元", "[成本]≤33万元"),
        ("项目成本控制在33万元以内", "[成本]≤33万元"),
    ]);
}

#[test]
fn money_in_digits_and_in_words() {
    check(&[
        ("33万元", "33万元"),
        ("33 万元", "33万元"),
        ("5万", "5万元"),
        ("2600元", "2600元"),
        ("1.5亿元", "1.5亿元"),
        ("2千万元", "2000万元"),
        ("33万5千元", "33.5万元"),
        ("叁拾叁万元", "33万元"),
        ("33万元（叁拾叁万元）", "33万元"),
        ("三十三万伍仟元整", "33.5万元"),
        ("叁仟伍佰元整", "3500元"),
        ("≤叁拾叁万元", "≤33万元"),
    ]);
}

#[test]
fn counts_in_numerals() {
    check(&[
        ("十二次", "12次"),
        ("两场", "2场"),
        ("不少于三次", "≥3次"),
        ("一百二十户", "120户"),
        ("共计二十四次", "24次"),
        ("三个工作日内", "≤3个工作日"),
        ("一流", "words"),
        ("三级甲等", "words"),
        ("一次性", "words"),
        ("统一", "words"),
        ("十分满意", "words"),
        ("两不愁三保障", "words"),
        ("一般", "words"),
        ("三五次", "words"),
        ("第一", "words"),
    ]);
}

#[test]
fn about_so_much() {
    check(&[
        ("约50户", "约50户"),
        ("大约50户", "约50户"),
        ("50户左右", "约50户"),
        ("约50户左右", "约50户"),
        ("接近90%", "约90%"),
        ("50余户", "约50户"),
        ("100多人次", "约100人次"),
        ("完成约50户", "约50户"),
        ("节约10%", "words"),
        ("约50户以上", "words"),
    ]);
}

#[test]
fn from_one_number_to_another() {
    check(&[
        ("20-30", "20~30"),
        ("20～30", "20~30"),
        ("20~30天", "20~30天"),
        ("20至30人次", "20~30人次"),
        ("20到30户", "20~30户"),
        ("20—30", "20~30"),
        ("80%-90%", "80~90%"),
        ("80-90%", "80~90%"),
        ("80％～90％", "80~90%"),
        ("20天-30天", "20~30天"),
        ("20-30天/户", "20~30天/户"),
        ("20-30万元", "20~30万元"),
        ("20万-30万元", "20~30万元"),
        ("0.8-1.2", "0.8~1.2"),
        ("3-5年", "3~5年"),
        ("3~5", "3~5"),
        ("达到80%-90%", "80~90%"),
        // May be dates, phone numbers, or no range at all.
        ("12-15", "compound 2"),
        ("3-5", "compound 2"),
        ("2023-2024", "compound 2"),
        ("30-20天", "compound 2"),
        ("5人-8户", "compound 2"),
        ("≥80%-90%", "compound 2"),
    ]);
}

#[test]
fn dates_and_answers() {
    check(&[
        ("12月底前", "when"),
        ("12月底之前完成", "when"),
        ("2024年12月31日前", "when"),
        ("2021年12月完成", "when"),
        ("2024年 12月 31日", "when"),
        ("2024.12.31", "when"),
        ("2024-12-31", "when"),
        ("全年", "when"),
        ("2024年全年", "when"),
        ("1-12月", "when"),
        ("12月", "when"),
        ("年底前", "when"),
        ("第三季度", "when"),
        ("合格", "Achieved"),
        ("已完成", "Achieved"),
        ("达成预期指标", "Achieved"),
        ("达成年度指标", "Achieved"),
        ("达标", "Achieved"),
        ("是", "Achieved"),
        ("部分达成年度指标并具有一定效果", "Partly"),
        ("未达成年度指标且效果较差", "Missed"),
        ("未完成", "Missed"),
        ("不合格", "Missed"),
        ("否", "No"),
    ]);
}

#[test]
fn several_numbers_and_mere_words() {
    check(&[
        ("2次培训和2次义诊", "compound 2"),
        ("开展培训2次、义诊2场", "compound 2"),
        ("各1次", "compound 1"),
        ("各 1 次", "compound 1"),
        ("33 35", "compound 2"),
        ("33\n35", "compound 2"),
        ("完成3项，合格率100%", "compound 2"),
        ("500元×25户", "compound 2"),
        ("100%覆盖，无投诉", "words"),
        ("100%覆盖", "words"),
        ("结项评估合格", "words"),
        ("全天候", "words"),
        ("日产日清", "words"),
        ("及时", "words"),
        ("效果明显", "words"),
        ("好坏", "words"),
        ("全面完成项目设定的指标", "words"),
        ("每月1次", "words"),
        ("每人3000元", "words"),
        ("第2次", "words"),
        ("未达到95%", "words"),
        ("未完成5项", "words"),
        ("3户未签约", "words"),
        ("下降10%", "words"),
        ("提高10%以上", "words"),
        ("投诉量下降10%以上", "words"),
        ("不满意率5%", "words"),
        ("低于90%以上", "words"),
        ("2024年完成5处", "words"),
        ("24年", "words"),
        ("15日", "words"),
        ("5千", "words"),
        ("2024.12", "words"),
        ("48/50", "compound 2"),
        ("①5次", "words"),
        ("①摸排②走访③报告", "compound 3"),
        ("3½小时", "compound 2"),
        ("3级以上", "words"),
        ("2小时内响应", "words"),
        ("5个工作日办结", "words"),
        ("90分（百分制）", "words"),
        ("33万元（含税）", "words"),
        ("3万余人", "words"),
        ("A4纸", "words"),
        ("—", "blank"),
        ("无", "blank"),
    ]);
}

#[test]
fn prose_is_not_searched_for_a_number() {
    let prose = format!("{}50户", "开展入户走访和个案帮扶服务".repeat(5));
    assert_eq!(read(&prose), "words");
}

#[test]
fn stored_numbers_dates_and_booleans() {
    let cell = |cell: CellValue| shown(Measure::parse(&cell).unwrap().as_ref());
    let percent = CellValue::Number {
        value: Decimal::new(9, 1),
        shown_decimals: Some(0),
        percent: true,
    };
    assert_eq!(cell(percent), "90%");
    assert_eq!(cell(CellValue::number(50.into())), "50");
    assert_eq!(cell(CellValue::number(Decimal::new(202_412, 2))), "words");
    assert_eq!(cell(CellValue::number(Decimal::new(202_413, 2))), "2024.13");
    assert_eq!(cell(CellValue::Date("2024-12-31".into())), "when");
    assert_eq!(cell(CellValue::Date("08:30:00".into())), "words");
    assert_eq!(cell(CellValue::Boolean(true)), "Achieved");
    assert_eq!(cell(CellValue::Boolean(false)), "No");
    assert!(Measure::parse(&CellValue::Error("#REF!".into())).is_err());
    assert!(Measure::parse(&CellValue::Uncomputed).is_err());
}

#[test]
fn percentages_are_rounded_and_counts_are_not() {
    let half_unit = |text: &str| {
        let measure = Measure::parse(&CellValue::Text(text.into()))
            .unwrap()
            .unwrap();
        measure
            .quantity()
            .unwrap()
            .half_unit
            .normalize()
            .to_string()
    };
    assert_eq!(half_unit("90%"), "0.5");
    assert_eq!(half_unit("百分之九十"), "0.5");
    assert_eq!(half_unit("3‰"), "0.05");
    assert_eq!(half_unit("50户"), "0");
    assert_eq!(half_unit("35.56万元"), "0.005");
    assert_eq!(half_unit("2.5百万元"), "5");
    assert_eq!(half_unit("叁拾叁万元"), "0");
}

#[test]
fn units_are_brought_together() {
    let both = |one: &str, other: &str| {
        let measures = [one, other].map(|text| {
            Measure::parse(&CellValue::Text(text.into()))
                .unwrap()
                .unwrap()
        });
        let [one, other] = &measures;
        one.quantity()
            .unwrap()
            .in_one_unit(other.quantity().unwrap())
    };
    let pair = |one: i64, other: i64| Some((Decimal::from(one), Decimal::from(other)));
    assert_eq!(both("90%", "1"), pair(90, 100));
    assert_eq!(both("90%", "95"), pair(90, 95));
    assert_eq!(
        both("1万元", "8000元"),
        Some((Decimal::ONE, Decimal::new(8, 1)))
    );
    assert_eq!(
        both("33万5千元", "叁拾叁万伍仟元整"),
        Some((Decimal::new(335, 1), Decimal::new(335, 1)))
    );
    assert_eq!(both("50户", "48"), pair(50, 48));
    assert_eq!(both("50户", "48人"), None);
}

/// Units that are written behind a number.
fn unit() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "%",
        "户",
        "人次",
        "次/年",
        "元/人*月",
        "万元",
        "元",
        "个工作日",
        "平方米",
    ])
}

fn comparator() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "≥", ">", "≤", "<", "="])
}

/// Numbers that are neither years nor months.
fn number() -> impl Strategy<Value = Decimal> {
    (100_i64..1_900_000, 0_u32..4)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize())
}

proptest! {
    #[test]
    fn quantities_survive_printing(sign in comparator(), value in number(), unit in unit()) {
        prop_assume!(!unit.is_empty() || !(1990..2100).contains(&i64::try_from(value.trunc()).unwrap()));
        let text = format!("{sign}{}{unit}", plain(value));
        prop_assert_eq!(read(&text), text);
    }

    #[test]
    fn approximations_survive_printing(value in number(), unit in unit()) {
        let text = format!("约{}{unit}", plain(value));
        prop_assert_eq!(read(&text), text.clone());
        prop_assert_eq!(read(&format!("{}{unit}左右", plain(value))), text);
    }

    #[test]
    fn ranges_survive_printing(low in number(), more in number(), unit in unit()) {
        let (low, high) = (plain(low), plain(low + more));
        let text = format!("{low}~{high}{unit}");
        prop_assert_eq!(read(&text), text.clone());
        prop_assert_eq!(read(&format!("{low}{unit}至{high}{unit}")), text);
    }

    #[test]
    fn a_count_in_numerals_is_the_count_in_digits(value in 1_u64..100_000_000, financial in any::<bool>()) {
        let numerals = written(value, if financial { &FINANCIAL } else { &PLAIN });
        prop_assert_eq!(read(&format!("{numerals}户")), format!("{value}户"));
    }

    #[test]
    fn any_text_is_understood_or_words(text in "\\PC{0,30}") {
        let _ = read(&text);
    }

    #[test]
    fn any_arrangement_of_the_words_is_understood_or_words(
        words in prop::collection::vec(prop::sample::select(vec![
            "≥", "不", "少于", "达到", "约", "50", "0.5", "2024", "年", "12", "月", "底", "前", "%", "户", "万", "元", "以上",
            "左右", "-", "至", "百分之", "三十", "零", "五", "（", "）", "各", "满意", "率", "未", "完成", "。", " ", "\n", "余",
        ]), 0..10),
    ) {
        let _ = read(&words.concat());
    }
}
