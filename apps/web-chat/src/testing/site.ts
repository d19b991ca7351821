import type { Server } from 'node:http';
import { createServer } from 'node:http';

/** A site with a strict policy: no inline script or style, nothing but the chat's host. */
export const serveSite = async (chat: string): Promise<Server> => {
  const policy = `default-src 'none'; script-src ${chat}; connect-src ${chat}; require-trusted-types-for 'script'`;
  const html = `<!doctype html><html lang="en"><head><title>Shop</title></head><body><main><h1>Shop</h1><a href="#top">Top</a></main><script src="${chat}/widget.js" data-workspace="acme" data-title="Ask us"></script></body></html>`;
  const site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    response.end(html);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  return site;
};
