// 说明: how the figures came about, and what may be done with the page.
"use strict";
const CONVENTIONS = [
  "金额单位为万元，按原表所填数字精确计算，不作四舍五入；图中所标金额保留两位小数，准确数见“数据”和各表。",
  "执行率按表中口径（全年执行数 B ÷ 全年预算数 A）重算；全区和街道的执行率为 ΣB÷ΣA，只计两数均已知的项目，不是各项目执行率的平均。百分数保留两位小数。",
  "得分按所采用的计分办法重算；定量指标按完成比例，无法量化的沿用填报得分。",
  "横线“—”表示未填、看不懂或无法得出，不等于零，也不计入合计和平均。",
  "填报数与重算数不一致时只列出差异，原表未作任何改动；两数都可能有误，以核实结果为准。",
  "同一数字在本页、《全区汇总》、《异常清单》和 data 文件夹中一致。部门整体支出绩效自评表、版本差异、台账对照和抽查复核见《全区汇总》。",
];
const CARE = [
  "本页为内部资料，含各单位的资金和得分，不得上传互联网或转发给无关人员。",
  "身份证号、手机号已遮盖，联系电话不列入本页；文件名含有此类号码的不设链接。完整内容见 data 文件夹，仅供本单位核查使用。",
  "本页不连接网络，也不发送任何内容；全部数据在本文件之内。链接只指向同一文件夹中的工作簿和输入文件夹中的原表，单独移动本文件后链接失效。",
];
const USE = [
  "点击表头排序，再点一次换方向；上方可按条件筛选、按文字查找，条件记在网址中，“后退”可返回。",
  "“打印本页”打印当前所见的内容；每张表最多打印 2000 条，超出的在表下注明。",
  "建议用 Edge、Chrome 或 360 浏览器的极速模式打开。",
];

JX.router.add("about", {
  title: "说明",
  draw(main) {
    const data = JX.data;
    const list = (texts) => JX.element("ol", { class: "prose" }, texts.map((text) => JX.element("li", {}, text)));
    const left = JX.submissions.all.filter((row) => !(JX.submissions.get(row, "forms") > 0)).length;
    JX.append(main, [
      JX.element("h2", {}, "说明"),
      JX.section("一、本次核查", JX.pairs([
        ["地区", data.district], ["年度", data.fiscal_year + "年度"], ["软件版本", "jixiao " + data.version],
        ["配置校验值（BLAKE3）", JX.element("span", { class: "digest" }, data.config_digest)],
        ["输入文件", JX.link("#/files", JX.submissions.count + " 个，其中 " + left + " 个没有读出自评表；逐个的状态、原因和校验值见“文件”")],
      ]), { class: "card" }),
      JX.section("二、口径", list(CONVENTIONS), { class: "card" }),
      JX.section("三、保密与转发", list(CARE), { class: "card" }),
      JX.section("四、用法", list(USE), { class: "card" }),
      JX.section("五、采用的评分政策与设置", JX.element("div", { class: "scroll" }, JX.element("table", { class: "data plain policy" }, [
        JX.element("caption", {}, "评分政策与设置"),
        JX.element("thead", {}, JX.element("tr", {}, ["设置", "取值"].map((head) => JX.element("th", { scope: "col" }, head)))),
        JX.element("tbody", {}, data.policy.map((pair) => JX.element("tr", {}, [JX.element("th", { scope: "row" }, pair[0]), JX.element("td", {}, pair[1])]))),
      ])), { class: "card" }),
      JX.section("六、所含软件的许可", [
        JX.element("p", {}, "本页的图表由 Apache ECharts 6.1.0（Apache 许可证 2.0）绘制，其中含 zrender 和 d3.js 的部分代码（BSD 许可证）。许可证全文："),
        JX.element("details", {}, [JX.element("summary", {}, "许可证全文"), JX.element("pre", { class: "licences" }, document.getElementById("licences").textContent)]),
      ], { class: "card" }),
    ]);
    return true;
  },
});
