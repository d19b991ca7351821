import { pageOf } from './page-of';

const HERE = 'https://desk.example';

describe('the page to go on to after signing in', () => {
  it.each([
    ['/sessions/acme%2Fintercom%2Fc1?depth=turns', '/sessions/acme%2Fintercom%2Fc1?depth=turns'],
    ['https://desk.example/status', '/status'],
    ['//evil.example/', '/'],
    ['/.//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    [null, '/'],
  ])('%s is %s', (to, page) => {
    expect(pageOf(to, HERE)).toBe(page);
  });
});
