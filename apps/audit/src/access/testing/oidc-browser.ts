/** A browser as far as this needs one: cookies by host and path, redirects followed one at a time. */
export class Browser {
  private readonly jar = new Map<string, string>();
  last = '';

  async open(url: string): Promise<Response> {
    this.last = url;
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: this.cookies(url) } });
    return this.kept(url, answer);
  }

  /** As a page at `url` sends it. */
  async post(url: string): Promise<unknown> {
    const headers = { cookie: this.cookies(url), origin: new URL(url).origin };
    return this.kept(url, await fetch(url, { method: 'POST', headers })).json();
  }

  cookieOf(name: string, url: string): string {
    return this.jar.get(`${new URL(url).host} ${name}`) ?? '';
  }

  private cookies(url: string): string {
    const { host } = new URL(url);
    return [...this.jar]
      .filter(([name]) => name.startsWith(`${host} `))
      .map(([name, value]) => `${name.replace(`${host} `, '')}=${value}`)
      .join('; ');
  }

  private kept(url: string, answer: Response): Response {
    const { host } = new URL(url);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.jar.set(`${host} ${name}`, value);
    }
    return answer;
  }

  /** Follows redirects until a page is there, or one on `until` is asked for. */
  async follow(url: string, until: (url: string) => boolean): Promise<string> {
    const answer = await this.open(url);
    const location = answer.headers.get('location');
    if (location === null) return this.last;
    const next = new URL(location, url).href;
    return until(next) ? next : this.follow(next, until);
  }
}
