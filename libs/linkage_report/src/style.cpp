// SPDX-License-Identifier: MIT
#include "style.h"

namespace mash::linkage_report {

std::string_view style() {
  return R"css(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#0b0c0c;font:1rem/1.5 system-ui,"Segoe UI",Arial,sans-serif}
.page{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:2rem;line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.5rem;line-height:1.25;margin:2.5rem 0 .75rem}
h2{border-top:2px solid #0b0c0c;padding-top:.75rem}
h3{font-size:1.2rem;margin:1.75rem 0 .5rem}
h4{font-size:1rem;margin:1.25rem 0 .25rem}
p,ul,ol,dl{margin:0 0 .75rem;max-width:42rem}
a{color:#1a5b96}
a:focus-visible,summary:focus-visible{outline:3px solid #0b0c0c;outline-offset:2px;background:#fd0}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
.warning{border:3px solid #a3200d;padding:.75rem 1rem;max-width:none}
bdi,td,th{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:0 0 1rem;font-size:.9375rem}
caption{text-align:left;font-weight:700;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem .3rem 0;font-weight:400}
th,td{border-bottom:1px solid #b1b4b6}
thead th{font-weight:700}
.figure{text-align:right;white-space:nowrap;overflow-wrap:normal;font-variant-numeric:tabular-nums}
.picture{width:40%;min-width:6rem;padding-right:0}
.quiet{color:#484d52;display:block}
.total th,.total td{font-weight:700;border-top:2px solid #0b0c0c}
.pair{border:1px solid #b1b4b6;padding:0 1rem .25rem;margin:1rem 0}
svg{display:block;width:100%;overflow:visible}
.bar{height:1.25rem}
.bars{height:1.75rem}
.chart{height:15rem;margin:.5rem 0 1rem}
.chart text{font-size:.8125rem;fill:#0b0c0c;stroke:#fff;stroke-width:4px;paint-order:stroke}
.for,.joined,.m{fill:#1d70b8;stroke:#1d70b8}
.against{fill:#fff;stroke:#a3200d;stroke-width:2}
.open,.u{fill:#fff;stroke:#505a5f;stroke-width:2}
.sum{fill:#0b0c0c;stroke:#0b0c0c}
.axis{stroke:#0b0c0c}
.grid{stroke:#b1b4b6}
.line{stroke:#0b0c0c;stroke-dasharray:4 3}
.key{display:inline-block;width:1.5rem;height:.8rem;vertical-align:baseline;overflow:visible}
@media (max-width:40rem){
.page{padding:.75rem}
h1{font-size:1.6rem}
h2{font-size:1.3rem}
table{font-size:.875rem}
th,td{padding-right:.35rem}
.picture{width:28%;min-width:4rem}
.pair{padding:0 .5rem .25rem}
}
@media (forced-colors:active){
.for,.joined,.m,.sum{fill:CanvasText;stroke:CanvasText}
.against,.open,.u{fill:Canvas;stroke:CanvasText}
.axis,.grid,.line{stroke:CanvasText}
.chart text{fill:CanvasText;stroke:Canvas}
.warning{border-color:CanvasText}
}
@media print{
.page{max-width:none;padding:0}
nav,.skip{display:none}
h2,h3,h4,caption{break-after:avoid}
tr,.chart{break-inside:avoid}
thead{display:table-header-group}
svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
details::details-content{content-visibility:visible;block-size:auto}
}
)css";
}

}  // namespace mash::linkage_report
