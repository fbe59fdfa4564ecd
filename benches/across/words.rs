//! What 100,000 clerks write: names, goals and results put together from phrases with figures of
//! their own, some copied from others, some by one stock phrase. The same number gives the same words.

use crate::district::Words;

const PLACES: [&str; 40] = [
    "新华里",
    "红莲",
    "白云观",
    "什锦花园",
    "大红罗",
    "小马厂",
    "槐柏树",
    "虎坊路",
    "南线里",
    "建功里",
    "三里河",
    "二七剧场",
    "复兴门",
    "真武庙",
    "木樨地",
    "阜外西",
    "车公庄",
    "露园",
    "团结",
    "朝阳庵",
    "北营房",
    "黄瓜园",
    "万明园",
    "洪茂沟",
    "裕中",
    "德外",
    "六铺炕",
    "黄寺",
    "人定湖",
    "新风",
    "双旗杆",
    "安德路",
    "马甸",
    "教场口",
    "北广",
    "石油",
    "汽南",
    "南沙沟",
    "月坛西",
    "铁二",
];
const TASKS: [&str; 30] = [
    "垃圾分类宣传",
    "养老助餐",
    "道路修补",
    "绿地养护",
    "文化演出",
    "暑期托管",
    "消防改造",
    "停车治理",
    "楼道粉刷",
    "井盖更换",
    "法律咨询",
    "家庭医生签约",
    "就业指导",
    "助浴服务",
    "图书更新",
    "口袋公园建设",
    "背街整治",
    "物业扶持",
    "志愿服务",
    "老旧管线更新",
    "心理咨询",
    "适老化改造",
    "残疾人帮扶",
    "健身器材维护",
    "公厕保洁",
    "平房解危",
    "积水点治理",
    "电动车充电",
    "邻里活动",
    "红色物业",
];
const KINDS: [&str; 6] = ["项目", "经费", "补贴", "工程", "服务", "运行维护"];
const ACTS: [&str; 24] = [
    "入户走访居民{}户，登记需求并逐户反馈",
    "组织各类活动{}场次，参与居民覆盖全部楼院",
    "更新设施设备{}台套，全部通过验收",
    "修补破损路面{}平方米，消除出行隐患",
    "清理堆物堆料{}处，楼道恢复畅通",
    "发放宣传材料{}份，知晓率明显提高",
    "培训骨干队伍{}人次，建立常态工作机制",
    "服务老年人{}人次，送餐上门不断档",
    "排查安全隐患{}处，整改完毕并复查",
    "新增停车泊位{}个，错时共享缓解矛盾",
    "栽植花卉苗木{}株，养护责任落实到人",
    "受理居民诉求{}件，按时办结并回访",
    "巡查重点点位{}处次，发现问题当日处置",
    "签约家庭医生{}人，重点人群应签尽签",
    "调解矛盾纠纷{}起，未发生越级上访",
    "改造照明灯具{}盏，夜间出行更加安全",
    "疏通排水管线{}米，汛期未出现积水",
    "举办惠民演出{}场，观众反响热烈",
    "帮扶困难家庭{}户，款物足额发放到位",
    "粉刷楼道墙面{}平方米，环境面貌改善",
    "完成体检筛查{}人，异常结果均已告知",
    "更换老化线路{}米，用电安全得到保障",
    "建立居民档案{}份，信息准确完整",
    "开放活动场地{}小时，预约使用有序",
];
const ENDS: [&str; 8] = [
    "资金支付及时，验收合格",
    "按期完成，居民满意",
    "全部任务按合同履行",
    "达到年初设定的目标",
    "未发生安全事故",
    "第三方评估结论良好",
    "后续管护已经落实",
    "各方反映较好",
];
/// What a clerk without time writes.
const STOCK: &str = "全年按照年初工作计划有序推进各项任务，严格执行财务管理制度，资金使用规范，各项指标均已完成，群众满意度较高";

/// The words of one form of so many.
pub(crate) fn words(number: usize) -> Words {
    let project = project(number);
    match number % 100 {
        // Two in a hundred are copied from an earlier form, one of them with a word changed.
        7 if number > 100 => Words {
            project,
            ..words(number - 90)
        },
        8 if number > 100 => {
            let copied = words(number - 60);
            Words {
                project,
                goal: copied.goal,
                result: copied.result.replacen("居民", "群众", 1),
            }
        }
        9 | 10 => Words {
            goal: goal(number),
            result: STOCK.to_owned(),
            project,
        },
        _ => Words {
            goal: goal(number),
            result: result(number),
            project,
        },
    }
}

fn project(number: usize) -> String {
    let mut dice = Dice(number);
    let (place, task) = (dice.pick(&PLACES), dice.pick(&TASKS));
    format!("{place}社区{task}{}", dice.pick(&KINDS))
}

fn goal(number: usize) -> String {
    let mut dice = Dice(number ^ 0x5555);
    let acts = [(); 3].map(|()| dice.act());
    format!(
        "{}社区{}：{}",
        dice.pick(&PLACES),
        dice.pick(&TASKS),
        acts.join("；")
    )
}

fn result(number: usize) -> String {
    let mut dice = Dice(number ^ 0x3333);
    let acts = [(); 4].map(|()| dice.act());
    format!("{}，{}", acts.join("，"), dice.pick(&ENDS))
}

/// Numbers that look random and are the same in every run.
struct Dice(usize);

impl Dice {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut stirred = self.0;
        stirred = (stirred ^ (stirred >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        stirred = (stirred ^ (stirred >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        stirred ^ (stirred >> 31)
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.next() % from.len()]
    }

    fn act(&mut self) -> String {
        let count = 10 + self.next() % 3_000;
        self.pick(&ACTS).replace("{}", &count.to_string())
    }
}
