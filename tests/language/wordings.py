"""Printed targets of every kind with their meaning, in words of our own; `test_wordings.py` says how a line is read."""

READ = """
# at least, at most, above, below
不少于45学时 => level >=45 学时
床位使用率不得低于六成 => level >=60 %
总量严控，不得高于3200万元 => level <=3200 万元
不许超过4小时 => level <=4 小时
不准多于12项 => level <=12 项
不宜大于600米 => level <=600 米
不应短于20天 => level >=20 天
不会低于70% => level >=70 %
不能少于两名 => level >=2 名
不得高出1.5倍 => level <=1.5 倍
避免突破30例 => level <=30 例
切勿超出5% => level <=5 %
绝不允许低于92% => level >=92 %
原则上不超过10张 => level <=10 张
一般不低于35% => level >=35 %
不得不足3人 => level >=3 人
未超过15% => level <=15 %
没有低于85% => level >=85 %
大于或等于1.8 => level >=1.8
小於等於6‰ => level <=6 ‰
不低於八成五 => level >=85 %
≮75% => level >=75 %
≯9天 => level <=9 天
⩾40% => level >=40 %
≥ 40 % => level >=40 %
＞＝40% => level >=40 %
=>40% => level >=40 %
<= 7.5 天 => level <=7.5 天
﹤3% => level <3 %
﹥3% => level >3 %
多达300人 => level >=300 人
起码配3台 => level >=3 台
至多6名 => level <=6 名
上限为20% => level <=20 %
下限30% => level >=30 %
最低60% => level >=60 %
40%（含）以上 => level >=40 %
40%以上（含40%） => level >=40 %
40%以上（不含） => level >40 %
低于12‰（含12‰） => level <=12 ‰
超过200家以上 => level >=200 家
低于5%以下 => level <=5 %
逾1.2万户 => level >1.2 万户
超80万人次 => level >80 万人次
不满18人 => level <18 人
不到一半 => level <50 %
三分之二以上 => level >=66.66666667 %
过半 => level >50 %
1000例以上 => level >=1000 例
300公里及以上 => level >=300 公里
120张（含120张）以上 => level >=120 张
15人以下 => level <=15 人
90秒以内 => level <=90 秒
6个月内 => level <=6 个月
# about, keep
大致40家 => level ~40 家
40家上下 => level ~40 家
≈40% => level ~40 %
9天左右 => level ~9 天
大体稳定在35%左右 => level ~35 %
维持40%以上 => level >=40 %
保持不低于40% => level >=40 %
稳定在3.2‰以内 => level <=3.2 ‰
保持为零 => level =0
动态保持在500张 => level =500 张
等于100% => level =100 %
每年稳定在96%以上 => level >=96 %
近70%| % => level <70 %
将近300家 => level <300 家
接近九成 => level <90 %
400余所 => level >400 所
三十余所 => level >30 所
60多万人 => level >60 万人
1.6万余张 => level >1.6 万张
几百家 => refused
上百家 => refused
十几个 => refused
数千人 => refused
两三家 => level range 2..3 家
# to a level, by an amount
压降至4.5% => level <=4.5 %
压降到4.5%以下 => level <=4.5 %
下降为12/10万 => level <=12 1/10万
減少至6天 => level <=6 天
缩减到5日 => level <=5 日
降到不超过6天 => level <=6 天
控制为2‰ => level <=2 ‰
控制在2‰左右 => level ~2 ‰
调整到25% => level 25 %
提升到77岁 => level >=77 岁
上升至4.1人 => level >=4.1 人
提高至82岁以上 => level >=82 岁
扩大到3万人 => level >=3 万人
由2.1‰降至1.6‰ => level <=1.6 ‰
从3张增至5张 => level >=5 张
从2021年的6.9天下降到2027年的6天以内 => level <=6 天
提升4个百分点 => relative >=4 个百分点 points
提高4个百分点以上| % => relative >=4 个百分点 points
上升1—2个百分点 => relative range 1..2 个百分点 points
下降1.5至2个百分点 => relative range -2..-1.5 个百分点 points
提高约3个百分点 => relative ~3 个百分点 points
压缩2.5个百分点| % => relative <=-2.5 个百分点 points
降低2个千分点 => relative <=-2 个千分点 points
提升15%| 张 => relative >=15 % pct
减少三成 => relative <=-30 % pct
缩短1天 => relative <=-1 天 abs
缩短1天以上 => relative <=-1 天 abs
缩短不少于1天 => relative <=-1 天 abs
降低不超过3% => relative >=-3 % pct
降幅超过12% => relative <-12 % pct
降幅达到12%以上 => relative <=-12 % pct
增幅不低于20%| 张 => relative >=20 % pct
下降率达到8%以上 => relative <=-8 % pct
累计降低18% => relative <=-18 % pct
累计提高6个百分点 => relative >=6 个百分点 points
提高40%| % => relative >=40 % ?
下降25%| % => relative <=-25 % ?
下降25%| 1/10万 => relative <=-25 % pct
减半 => relative <=-50 % pct
翻番 => relative >=100 % pct
翻一番 => relative >=100 % pct
翻三番 => relative >=700 % pct
增长两倍 => relative >=2 倍 pct
增加0.3人| 人 => relative >=0.3 人 abs
增加800张 => relative >=800 张 abs
比2022年提高2个百分点 => relative >=2 个百分点 points ref:2022年
与2020年相比下降20% => relative <=-20 % pct ref:2020年
在2019年基础上减少10% => relative <=-10 % pct ref:2019年
以2020年为基数下降10% => relative <=-10 % pct ref:2020年
较基期提高3岁 => relative >=3 岁 abs ref:基期
为2020年的1.5倍 => relative >=0.5 倍 pct ref:2020年
达到2020年的三倍 => relative >=2 倍 pct ref:2020年
# growth, last year
年均增长5%以上 => growth >=5 % pct
年均增速不低于6% => growth >=6 % pct
年均 > 7 % => growth >7 % pct
年均增长4%—6% => growth range 4..6 % pct
每年下降2% => growth <=-2 % pct
年均提高0.8个百分点 => growth >=0.8 个百分点 points
以年均8%的速度增长 => growth >=8 % pct
增速6%左右 => growth ~6 % pct
平均每年增长3% => growth >=3 % pct
年均递减1.5% => growth <=-1.5 % pct
年均缩短0.3天 => growth <=-0.3 天 abs
同比增长6% => refused
较上年提高2个百分点 => refused
比去年同期减少3% => refused
环比下降1% => refused
同比增长 => qualitative
# places, times without a number
高于全省平均水平 => qualitative > ref:全省平均水平
不低于全国平均水平 => qualitative >= ref:全国平均水平
优于全国平均水平 => qualitative ref:全国平均水平
与全市平均水平持平 => qualitative = ref:全市平均水平
不高于2019年水平 => qualitative <= ref:2019年
达到全国平均水平 => qualitative >= ref:全国平均水平
高于全省平均水平2个百分点 => relative >=2 个百分点 points ref:全省平均水平
低于全国平均0.8个百分点以上 => relative <=-0.8 个百分点 points ref:全国平均
比全国平均水平高1.2岁 => relative >=1.2 岁 abs ref:全国平均水平
较全省低2个百分点 => relative <=-2 个百分点 points ref:全省
达到东部地区先进水平 => qualitative
达到历史最好水平 => qualitative
# increment, flow, cumulative
新增托位6000个 => increment >=6000 个
新建改建不少于30所 => increment >=30 所
净增床位1.2万张 => increment >=1.2 万张
新增就业岗位5万个以上 => increment >=5 万个
每年培训300人次 => flow >=300 人次
每年不低于500人 => flow >=500 人
年均引进约40名 => flow ~40 名
每年新增20家 => flow >=20 家
20万人次/年 => flow 20 万人次
累计培训2万人次 => cumulative >=2 万人次
累计建成60个 => cumulative >=60 个
【120】 => cumulative >=120
五年累计引进80人 => cumulative >=80 人
# coverage
实现乡镇全覆盖 => level >=100 % inferred
全面覆盖 => level >=100 % inferred
应签尽签 => level >=100 % inferred
所有街道均设立 => level >=100 % inferred
覆盖率100% => level 100 %
均配备专职医生 => level >=100 % inferred
全部建成 => level >=100 % inferred
基本实现全覆盖 => refused
# words
持续优化 => qualitative
稳步提升 => qualitative
有所下降 => qualitative
平均水平逐步提高 => qualitative
全面增强 => qualitative
均衡发展 => qualitative
完成省级下达任务 => qualitative
均有所改善 => qualitative
力争零发生 => qualitative
进一步健全 => qualitative
# numbers in words
二十五所 => level 25 所
一百零八张 => level 108 张
三千二百人 => level 3200 人
两万五千人 => level 25000 人
百分之七十二点五 => level 72.5 %
百分之九十五以上 => level >=95 %
千分之二点八以下 => level <=2.8 ‰
七成五 => level 75 %
五分之四 => level 80 %
负百分之二 => level -2 %
-2% => level -2 %
负3‰ => level -3 ‰
一个半月 => level 1.5 个月
两年半 => level 2.5 年
半小时内 => level <=0.5 小时
三刻钟 => level <=45 分钟
3万8千张 => level 38000 张
1 200张 => level 1200 张
12，500人 => level 12500 人
一十二家 => level 12 家
三至五名 => level range 3..5 名
四到六个 => level range 4..6 个
# ranges
30～40张 => level range 30..40 张
30－40张 => level range 30..40 张
30–40张 => level range 30..40 张
30~40张 => level range 30..40 张
30——40张 => level range 30..40 张
30%至40% => level range 30..40 %
1.5万—2万人 => level range 1.5..2 万人
稳定在85%—90% => level range 85..90 %
新增20—30家 => increment range 20..30 家
不低于20%，不高于30% => level range 20..30 %
20%以上30%以下 => level range 20..30 %
10-8天 => refused
# ratios
1∶2.4 => level 2.4 1:x
1:0.6以上 => level >=0.6 1:x
不低于1：1.25 => level >=1.25 1:x
一比二 => level 2 1:x
2.5:1 => level 2.5 x:1
2:3 => refused
1:2:3 => refused
# denominators
每千人口4.8人 => level 4.8 人 /1000
每千常住人口拥有7.5张 => level 7.5 张 /1000
每万名老年人不少于30人 => level >=30 人 /10000
每10万人口达到8.5名 => level >=8.5 名 /100000
每百张床位配备0.6人 => level 0.6 人 /100
7.5张/千人| 张 => level 7.5 张 /1000
7.5张/千常住人口 => level 7.5 张 /1000
9例/10万 => level 9 例 /100000
7.2/10万以下 => level <=7.2 1/10万
7.2/100000 => level 7.2 1/10万
7.2/十万以内 => level <=7.2 1/10万
每区县2所 => level 2 所/区县 place:区县
每个乡镇（街道）至少1个 => level >=1 个/乡镇(街道) place:乡镇(街道)
各县均设1所 => level >=1 所/县 place:县
每个社区不少于两名 => level >=2 名/社区 place:社区
3个/乡镇 => level 3 个/乡镇 place:乡镇
# groups and conditions before a number
65周岁及以上老年人健康管理率达到78% => level >=78 %
0—6岁儿童眼保健覆盖率95%以上 => level >=95 %
3岁以下婴幼儿入托率30% => level 30 %
三级医院占比不低于15% => level >=15 %
15至49岁妇女筛查率85% => level 85 %
45%以上的社区卫生服务中心设有托育点 => level >=45 %
100个二级以上医院 => level 100 个
30分钟内到达率达到95% => level >=95 %
# rank, grade, time
前5名 => level <=5 名次
进入全省前8位 => level <=8 名次
全国前三 => level <=3 名次
排名第6位 => level <=6 名次
进入前20% => level <=20 %
三级以上 => level >=3 级
到2028年达到6.8张 => level >=6.8 张
2028年底前达到90% => level >=90 %
“十五五”末达到90% => level >=90 %
至2030年底，建成50个 => level >=50 个
规划期末40% => level 40 %
2027年全覆盖 => level >=100 % inferred
2026—2030年累计培训5000人 => cumulative >=5000 人
# units and annotations
45平方米/人 => level 45 平方米/人
45㎡ => level 45 平方米
3.2km => level 3.2 公里
25min以内 => level <=25 分钟
600元/月 => level 600 元/月
48（万张） => level 48 万张
85%（预期性） => level 85 %
85%（2030年） => level 85 %
▲85% => level 85 %
85%。 => level 85 %
達到85%以上 => level >=85 %
2萬張 => level 2 万张
提高3個百分點 => relative >=3 个百分点 points
人均40平方米 => level 40 平方米
# what stands in brackets, and words that look like others
大于（等于）75% => level >=75 %
不应超过（含）6天 => level <=6 天
6天（不含6天）以内 => level <6 天
6张（每千人） => level 6 张 /1000
800（累计） => cumulative >=800
14.2（1/10万） => level 14.2 1/10万
村村有1名 => level 1 名/村 place:村
每个乡镇卫生院至少3名 => level >=3 名/乡镇卫生院 ? place:乡镇卫生院
高于2021年3个百分点 => relative >=3 个百分点 points ref:2021年
低于全国3个百分点 => relative <=-3 个百分点 points ref:全国
千人口床位7.5张 => level 7.5 张 /1000
四年建成12所 => level >=12 所
六年累计下降12% => relative <=-12 % pct
改造提升40个 => level >=40 个
打造“15分钟生活圈” => level 15 分钟
一刻钟便民圈40个 => level 40 个
保持全市第一 => level <=1 名次
保持75%不变 => level =75 %
二到三成 => level range 20..30 %
零点三 => level 0.3
年接诊2万人次以上 => flow >=2 万人次
不超40% => level <=40 %
增长至3倍 => level >=3 倍 ?
缩短至一半 => level <=50 % ?
2026—2030年年均增长6% => growth >=6 % pct
# a time that names a circle of which a state is said, no growth, and what only begins like a built-up area
15分钟健身圈基本形成 => qualitative
城区10分钟就医圈更加完善| 分钟 => qualitative
半小时急救圈全面建成 => qualitative
一刻钟便民生活圈初步形成 => qualitative
15分钟健身圈全覆盖 => level >=100 % inferred
15分钟健身圈建成50个 => level >=50 个
用能总量零增长 => qualitative
实现0增长| % => qualitative
化肥使用量负增长 => qualitative
用水总量零增长，控制在89亿立方米以内 => level <=89 亿立方米
建成区域医疗中心5个 => level >=5 个
累计建成区级养老机构8家 => cumulative >=8 家
城市建成区绿地率不低于40% => level >=40 %
# beside a column
费用年均增长控制在6%以内 => growth <=6 % pct
年均增长保持在5%左右 => growth ~5 % pct
年均增长达到5%以上 => growth >=5 % pct
增长控制在8%以内| 万元 => relative <=8 % pct
7/千人| 张 => level 7 张 /1000
7| 张/千人 => level 7 张 /1000
9例/10万| 1/10万 => level 9 1/10万
每区县2所| 所/区县 => level 2 所/区县 place:区县
每人80元| 元/人 => level 80 元/人
40平方米| 平方米/人 => level 40 平方米/人
5亿| 万元 => level 5 亿元
年均增长4| % => growth >=4 % pct
提高3| % => relative >=3 个百分点 points
提高3‰| ‰ => relative >=3 ‰ points
全市医院全部达到二甲及以上水平 => level >=100 % inferred
3.4万亿元 => level 3.4 万亿元
# numbers, grades, brackets and denials inside a name
PM10年均浓度降低8% => relative <=-8 % pct
万元工业增加值用水量下降14% => relative <=-14 % pct
百万人死亡率下降15% => relative <=-15 % pct
“一刻钟”便民圈覆盖率超过80% => level >80 %
县级以上妇幼机构达标率不低于98% => level >=98 %
成绩合格以上的学员比例达到90% => level >=90 %
不能自理老人集中供养率达到65% => level >=65 %
全部采购药品（不含饮片）的占比不低于88% => level >=88 %
水质达到或优于Ⅲ类比例达到86%||up => level >=86 %
医疗废物投诉率2%||down => level <=2 %
服务投诉率2% => level 2 %
建设周期30天 => level 30 天
突破千亿元 => level >1e+11 元
带动过万家企业 => level >10000 家
年均增加8万张 => flow >=8 万张
介于60%和75%之间 => level range 60..75 %
不超过1.2万人/平方公里 => level <=1.2 万人/平方公里
控制在30微克/立方米以内 => level <=30 微克/立方米
不低于82%② => level >=82 %
# denominators, places, kinds and small counts
每万人拥有篮球场2块以上 => level >=2 块 /10000
8块|元 => level 8 元
1型糖尿病患儿管理率≥70% => level >=70 %
120急救呼叫满足率达到96% => level >=96 %
千人口建档率达到12‰ => level >=12 ‰
建档率不足3%（6岁以下儿童） => level <3 %
每个乡镇卫生院至少有3名执业医师 => level >=3 名/乡镇卫生院 ? place:乡镇卫生院
“互联网+护理”服务机构达到40家 => level >=40 家
人均用房面积达到5平方米 => level >=5 平方米
0起|| => level 0 起
60岁起 => level >=60 岁
# units in the brackets of a name, kinds in brackets, classes of water
适老化改造（万户）：15 => level >=15 万户
死亡率（‰）≤4.8 => level <=4.8 ‰
床位数（张/千人）7.1 => level 7.1 张 /1000
床位（张）8万 => level 8 万张
助餐站（点）不少于60个 => level >=60 个
覆盖率（%）88|% => level 88 %
手术占比≥28%（三级） => level >=28 %
签约率76%（65岁以上） => level 76 %
Ⅰ—Ⅲ类断面比例不低于88% => level >=88 %
较大以上事故不超过2起 => level <=2 起
# shares of what was planned, names with digits and letters, rare numerals
不高于目标的105% => level <=105 % ?
完成规划的九成 => level >=90 % ?
不低于指标值的98% => level >=98 % ?
目标值95% => level 95 %
不低于机构总数的35% => level >=35 %
4A级景区12家 => level 12 家
建成5G基站280个 => level >=280 个
6S管理科室达到15个 => level >=15 个
彩超12台 => level 12 台
24小时药房40家 => level 40 家
PM2.5 28微克 => level 28 微克
PM10降至45微克 => level <=45 微克
1+X证书16种 => level 16 种
廿四家 => level 24 家
达到叁佰张 => level >=300 张
Ⅱ类以上 => qualitative
①家庭医生签约 => qualitative
24小时值班 => qualitative
# a change that a comma ends, a verb before the name of a level, years and sizes inside names
规范管理率稳步上升，不低于82% => level >=82 %
发病率逐年下降，不高于6‰ => level <=6 ‰
托位逐年增加，到2028年不少于900个 => level >=900 个
每年增加，不少于40个 => flow >=40 个
较2021年提高，不低于3个百分点 => relative >=3 个百分点 points ref:2021年
费用持续下降，降幅不低于12% => relative <=-12 % pct
压减病区，不超过20个 => level <=20 个
减少床位至260张 => level <=260 张
提高知晓率到85% => level >=85 %
十二年一贯制学校6所 => level 6 所
三年行动计划 => qualitative
五年规划 => qualitative
生均用地不低于22平方米 => level >=22 平方米
参保人数达到2.6亿 => level >=2.6 亿人
服务居民达到3万人次 => level >=3 万人次
学位数千人口不少于70个 => level >=70 个 /1000
达到年度计划的103% => level >=103 % ?
≥96%/年 => level >=96 % ?
提高1.5%/年 => growth >=1.5 % pct
增加8张/年 => flow >=8 张
二〇二九年达到百分之八十八 => level >=88 %
较二〇二一年提高6个百分点 => relative >=6 个百分点 points ref:2021年
库容1.2亿m³ => level 1.2 亿立方米
"""


REFUSED = """
零增长5%
分别为70%和80%
男78岁、女83岁
70%/80%
70%或80%
6.5张、3.2人
85%（其中公立60%）
2020年60%，2025年70%
N家
若干项
XX%
待定
暂无
—
2026年
不低于
超过
80%↑
80%哈哈以上以下
8abc
8xyz%
abc5²
8½
8\u202e7
6 5%
7×24小时
1e4
1,5
12345678901234567890
3—5家以上
约3—5家
不超过约5%
不少于8天以内
≥8≤
8≥
提速30%
不再低于60%
80%以上不达标
未达80%
三级甲等
九折
五六成
一老一小1个中心1个站
各2所
市县均设2所
60+老人
占全国1/10以上
+6
不等于5%
不大于等于5%
非80%
80%|张
8美元|元
45㎡|万平方米
25min|小时
全覆盖|张
1:2|x:1
5人|张
8张/千人|%
一县一所
10来个
高于GDP增速1个百分点
近乎全覆盖
提升60个卫生院
300张床位以上医院
降幅收窄至4%
上升3位
每年新增不少于4%
75%（不低于）
并非超过40%
难以超过40%
提高到原来的3倍
六 十 张
三四百家
二百五
一万二
7家（含3家市级）
2个百分点
零下3度
8000人·次
1:4-1:6
—4%
基本实现应保尽保
8千|万张
8张|万张
600张次|张
三分之一|个
90元/人|元
180元/月|元
发生率有所下降，65岁以上
80%张
80张人
5天小时
㊿%
护理床占比不低于机构80%
床位（张）300家
覆盖率（%）88|张
寿命78岁（女81岁）
#REF!
达到#DIV/0!
#N/A
Err:508
########
达到Ⅸ家
Ⅶ%以上
新增Ⅳ张床位
达到④名
⑥%
达到〤张
升至¾
PM2.57
PM101
“620”工程
3号楼
2型糖尿病
90%以
40张以
88 % 以 上
"""
