import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyText } from './body-text';
import { replyHtml } from './reply-html';
import { sameText } from './same-text';

describe('HTML of a message', () => {
  it.each([
    ['<p>Hello</p><p>there</p>', 'Hello\n\nthere'],
    ['one<br>two', 'one\ntwo'],
    ['<p>See <a href="https://a.example/x">this</a></p>', 'See this (https://a.example/x)'],
    ['<p><img src="x" alt="chart"></p>', '[Image: chart]'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<h1>Refund</h1>', 'Refund'],
  ])('%s becomes text', (html, text) => {
    expect(bodyText(html)).toBe(text);
  });

  it('may be nested without end', () => {
    expect(bodyText('<div>'.repeat(50_000) + 'x')).toEqual(expect.any(String));
  });
});

describe('our text', () => {
  it('becomes paragraphs, breaks and links', () => {
    expect(replyHtml('Hi & bye\nline\n\nSee https://a.example/?a=1&b=2.')).toBe(
      '<p>Hi &amp; bye<br />line</p><p>See <a href="https://a.example/?a=1&amp;b=2">https://a.example/?a=1&amp;b=2</a>.</p>',
    );
  });

  it('cannot become markup', () => {
    expect(replyHtml('<script>alert(1)</script><img src=x onerror=1>')).not.toMatch(/<(?!\/?p>)/);
  });

  it('is recognised when it comes back, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (text) => {
        expect(sameText(replyHtml(text), text)).toBe(true);
        expect(sameText(text, text)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is not mistaken for another', () => {
    expect(sameText('<p>yes</p>', 'no')).toBe(false);
  });
});
