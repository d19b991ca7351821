/** Colours with at least 4.5:1 of contrast in both schemes. */
export const STYLE = `
:root{--paper:#fbfaf8;--card:#fff;--ink:#1c1b1a;--soft:#5d5a55;--line:#e4e0d9;--was:#a8a29a;--is:#1f6f5c;--mark:#e6f2ee;--warn:#fdf3dc}
@media (prefers-color-scheme:dark){:root{--paper:#171615;--card:#201f1d;--ink:#efece6;--soft:#aaa59c;--line:#383632;--was:#6d6962;--is:#6cc7ae;--mark:#1d3029;--warn:#3a3119}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif;-webkit-text-size-adjust:100%}
main{max-inline-size:1120px;margin:0 auto;padding:40px 24px 80px}
header{margin-block-end:28px}
.kind{margin:0;color:var(--is);font-weight:600;font-size:14px}
h1{margin:2px 0 4px;font-size:clamp(24px,4vw,34px);line-height:1.15;letter-spacing:-.01em;text-wrap:balance;overflow-wrap:anywhere}
h2{font-size:18px;margin:0 0 12px}
.when{margin:0;color:var(--soft)}
.candidate{list-style:none;display:flex;flex-wrap:wrap;gap:8px;margin:14px 0 0;padding:0}
.candidate code{display:block;background:var(--mark);border-radius:6px;padding:3px 10px}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
section{margin-block-end:32px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.figures div{background:var(--card);padding:18px 20px;display:flex;flex-direction:column}
.figures strong{font-size:30px;line-height:1.1;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.figures span{margin-block-start:6px;font-weight:600}
.figures small{color:var(--soft);font-size:13px}
.notes{background:var(--warn);border-radius:10px;padding:12px 18px}
.notes p{margin:4px 0}
.columns{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:32px}
table{border-collapse:collapse;inline-size:100%;font-variant-numeric:tabular-nums}
th,td{text-align:start;padding:7px 10px 7px 0;border-block-end:1px solid var(--line);vertical-align:top}
thead th{color:var(--soft);font-weight:500;font-size:13px}
.n{text-align:end;white-space:nowrap}
.differs{font-weight:700;color:var(--is)}
.bars{inline-size:34%;padding-block-start:11px}
.bar{display:block;block-size:6px;border-radius:3px;margin-block-end:3px;min-inline-size:2px}
.bar.recorded{background:var(--was)}
.bar.candidate{background:var(--is)}
.timing{color:var(--soft);font-size:14px}
.causes{list-style:none;margin:0;padding:0}
.causes li{display:flex;justify-content:space-between;gap:16px;padding:8px 0;border-block-end:1px solid var(--line)}
.causes span{overflow-wrap:anywhere}
.causes b{white-space:nowrap;font-weight:600}
details{background:var(--card);border:1px solid var(--line);border-radius:10px;margin-block-end:10px}
summary{cursor:pointer;padding:12px 16px;display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 16px}
summary::-webkit-details-marker{display:none}
summary span{color:var(--is);font-weight:600}
summary:focus-visible{outline:2px solid var(--is);outline-offset:2px;border-radius:10px}
.because{margin:0;padding:0 16px 8px;color:var(--soft);font-size:14px;overflow-wrap:anywhere}
.changes{margin:0 16px 12px;inline-size:calc(100% - 32px);table-layout:fixed}
.changes th:first-child{inline-size:96px}
.changes tbody th{font-weight:500;color:var(--soft)}
.changes td{overflow-wrap:anywhere}
.changes td:last-child{color:var(--is)}
.changes i{color:var(--soft)}
.changes .message td{color:var(--ink);font-style:normal;padding-block-start:14px}
.assumptions{color:var(--soft);font-size:14px;max-inline-size:75ch}
.assumptions ul{padding-inline-start:18px}
.assumptions h2{color:var(--ink)}
@media (max-width:720px){main{padding:24px 16px 56px}.columns{grid-template-columns:minmax(0,1fr);gap:0}.figures{grid-template-columns:1fr 1fr}.figures div{padding:14px}.figures strong{font-size:24px}.changes th:first-child{inline-size:74px}}
@media print{details{break-inside:avoid}}
`;
