"""COT-8xx: value."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-801",
        "Too few customers for a value model",
        "The purchase model has four parameters that describe how customers differ. Below a hundred customers they are "
        "little more than chance, so no values are estimated.",
        expected="at least 100 customers with an order",
        remedy="Take a longer stretch of orders, or more shops together",
    ),
    Code(
        "COT-802",
        "Too few repeat buyers for a value model",
        "How fast customers buy again and leave is learned from those who came back. Too few did, so no values are "
        "estimated.",
        expected="at least 30 customers who bought on two or more days",
        remedy="Take a longer stretch of orders",
    ),
    Code(
        "COT-803",
        "Too few days for a value model",
        "Within a few weeks a customer who pauses cannot be told from one who left, so no values are estimated.",
        expected="orders over at least 56 days",
        remedy="Take a longer stretch of orders",
    ),
    Code(
        "COT-804",
        "Nobody came back",
        "Every customer bought on one day only. Nothing in the data says how often customers return.",
        expected="at least 30 customers who bought on two or more days",
        remedy="Check that the customer column names customers and not orders",
    ),
    Code(
        "COT-805",
        "All customers are the same",
        "A value model describes how customers differ. Here they do not.",
        expected="customers who differ in how often they buy or in what they spend",
        remedy="Check the columns for the customer, the day and the amount",
    ),
    Code(
        "COT-806",
        "The value model did not settle",
        "The search for the parameters did not arrive at a point that cannot be improved. A fit that did not converge "
        "is not used.",
        expected="orders that tell how often customers come back, and when they leave",
        remedy="Try the other unit of time (--time-unit week), and look at the quality report for odd orders",
    ),
    Code(
        "COT-807",
        "Too little known spend for a value model",
        "What a purchase is worth is learned from repeat purchases with positive spend. Too few have one.",
        expected="at least 30 customers with positive spend on a repeat purchase day",
        remedy="Check that the amount, or quantity and price, are mapped to the right columns",
    ),
    Code(
        "COT-808",
        "A parameter sits on its boundary",
        "The data push this parameter to the end of its range, or leave it open by more than a factor of 20. The "
        "likelihood hardly changes with it, so the forecasts do not depend on its exact value. It has no standard "
        "error and counts as fixed in the intervals, which are a little too narrow for that.",
        remedy="Nothing needs doing; do not read a meaning into the parameter itself",
    ),
    Code(
        "COT-809",
        "Spend depends on how often customers buy",
        "The spend model takes mean spend and frequency as independent. Where they move together, values of frequent "
        "buyers lean to one side.",
        expected="a rank correlation between -0.3 and 0.3",
        remedy="Read values of the most frequent buyers with care",
    ),
    Code(
        "COT-810",
        "The error of the model itself is not estimated",
        "How far forecasts miss beyond chance is learned from forecasts made at earlier days that have since come "
        "true. Fewer than two such days were there, so the interval of the total holds parameters and chance only.",
        expected="at least two earlier days with enough orders before and after them",
        remedy="Take a longer stretch of orders, or a shorter holdout",
    ),
    Code(
        "COT-811",
        "A purchase history that cannot be",
        "The arrays handed to a value model break a rule that every purchase history follows.",
        expected="x, t_x and T with 0 <= t_x <= T, x a whole number, and t_x = 0 exactly where x = 0",
        remedy="Build the arrays from purchase days, counted from the first one",
    ),
    Code(
        "COT-812",
        "The forecast was not judged",
        "The part of the orders before the days kept apart cannot carry a value model, so there is no forecast of them "
        "to compare with what came.",
        remedy="Take a longer stretch of orders, or a shorter holdout",
    ),
    Code(
        "COT-813",
        "The forecast missed",
        "What came in the days kept apart lies outside the 95 % interval of the forecast, which holds parameters and "
        "chance. The model misses something that repeats, such as a season, a campaign or a change of prices.",
        expected="a holdout total inside the interval",
        remedy="Plan with the interval of the total, which includes this error where it could be estimated",
    ),
    Code(
        "COT-814",
        "Spend is too uneven for a mean",
        "The spend parameter q stopped near 1, below which the mean spend of all customers does not exist. A few very "
        "large customers decide the total.",
        remedy="Look at the largest customers one by one",
    ),
    Code(
        "COT-815",
        "A wide prior holds the parameters of leaving",
        "The likelihood alone would push these parameters to the end of their range, because next to nobody seems to "
        "leave. They are held by a prior that allows a factor of 16 either way, so that what the data leave open is in "
        "the intervals. Forecasts hardly depend on where in that range they lie.",
        remedy="Nothing needs doing; a longer stretch of orders tells leavers from pausers better",
    ),
    Code(
        "COT-816",
        "Which forecast to use",
        "Every purchase model, three naive ways and a learned one forecast the days kept apart from the days before. "
        "The model is chosen on earlier days only; the sentence says by how much it erred afterwards, and whether "
        "another way came closer both in total and to what single customers spent.",
        remedy="Where a naive way came closer, plan with the total of the model and rank customers by either",
    ),
    Code(
        "COT-817",
        "No such value model",
        "Values can rest on one of three purchase models.",
        expected="auto, bg_nbd, mbg_nbd or pareto_nbd",
        remedy="Write --value auto, which takes what earlier days choose",
    ),
    Code(
        "COT-818",
        "No trait that never changes",
        "The forecast can know what never changes of a customer, such as a region: columns of the customers file. What "
        "is counted from orders changes with each of them and is in the model already.",
        expected="names of columns of the customers file",
        remedy="Give --customers FILE, and name its columns as they stand in customers.csv of a study",
    ),
    Code(
        "COT-819",
        "Whether traits help the forecast",
        "The purchase model was fitted again, knowing traits that never change, as of earlier days, and forecast what "
        "came after them beside the model without. Its error is the Poisson deviance of days with an order. Where that "
        "is lower by two standard errors and by one part in a hundred, all values of the study rest on the model that "
        "knows the traits, and those of customers scored later too. The days kept apart have no say in this: the error "
        "there is told beside. SQL knows no such model.",
        remedy="Give coterie score the same columns; a customer of whom they are not known counts as one of the "
        "largest level, or of the mean",
    ),
)
