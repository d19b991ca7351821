/** Taken as a constructed sheet, so that no `style-src 'unsafe-inline'` is needed. */
export const styles = `
:host{all:initial;--a:#1d4ed8;--ai:#fff;--b:#fff;--t:#111827;--m:#4b5563;--l:#d1d5db;--s:#f3f4f6;--e:#b91c1c;
font:16px/1.45 system-ui,sans-serif;color-scheme:light dark}
@media (prefers-color-scheme:dark){:host{--a:#93c5fd;--ai:#0b1220;--b:#111827;--t:#f9fafb;--m:#cbd5e1;--l:#4b5563;--s:#1f2937;--e:#fca5a5}}
*{box-sizing:border-box}[hidden]{display:none!important}
button,textarea,input{font:inherit}
button{cursor:pointer;border:0;border-radius:8px;padding:8px 14px;min-height:44px;background:var(--a);color:var(--ai)}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.launch{position:fixed;right:16px;bottom:16px;border-radius:24px;padding:10px 20px;z-index:2147483000;box-shadow:0 4px 16px #0004}
.box{position:fixed;right:16px;bottom:16px;width:380px;height:min(600px,calc(100vh - 32px));display:flex;flex-direction:column;
background:var(--b);color:var(--t);border:1px solid var(--l);border-radius:12px;z-index:2147483001;box-shadow:0 8px 32px #0005;overflow:hidden}
.head{display:flex;align-items:center;justify-content:space-between;padding:8px 8px 8px 16px;border-bottom:1px solid var(--l)}
h2{font-size:17px;margin:0}
.plain{background:none;color:var(--t)}
.log{flex:1;overflow-y:auto;padding:16px;display:flex;flex-direction:column;gap:8px}
.log p{margin:0;padding:8px 12px;border-radius:12px;max-width:85%;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--s);align-self:flex-start}
.log p.customer{background:var(--a);color:var(--ai);align-self:flex-end}
.log p.pending{background:none;color:var(--t);border:1px dashed var(--m)}
.log a{color:inherit}
.who{display:block;font-size:13px;color:var(--m)}
.customer .who{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.state{padding:0 16px 8px;font-size:14px;color:var(--m);min-height:28px}
form{display:flex;gap:8px;align-items:end;padding:12px 16px;border-top:1px solid var(--l)}
.room{flex:0 0 100%;margin:0;font-size:13px;color:var(--m)}.room.bad{color:var(--e);font-weight:600}
form{flex-wrap:wrap}
label{flex:1;font-size:13px;color:var(--m);min-width:0}
textarea,input{display:block;width:100%;margin-top:6px;padding:10px;border:1px solid var(--m);border-radius:8px;background:var(--b);color:var(--t);resize:none}
textarea{field-sizing:content;min-height:68px;max-height:180px}[aria-invalid=true]{border-color:var(--e)}
@media (max-width:480px){.box{inset:0;width:auto;height:auto;border:0;border-radius:0}}
@media (prefers-reduced-motion:no-preference){.box{animation:i .15s ease-out}@keyframes i{from{transform:translateY(8px)}}}
`;
