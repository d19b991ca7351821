import { describe, expect, it } from '@jest/globals';
import { bodyText } from './body-text';
import { replyHtml } from './reply-html';
import { sameText } from './same-text';

describe('a body as plain text', () => {
  it.each([
    ['<p>one</p><p>two<br>three</p>', 'one\n\ntwo\nthree'],
    ['<ul><li>a</li><li>b</li></ul>', '* a\n * b'],
    ['<p><a href="https://x.example/">https://x.example/</a></p>', 'https://x.example/'],
    ['<p>Tom &amp; Jerry &lt;3</p>', 'Tom & Jerry <3'],
    ['<p><img src="data:image/png;base64,AAAA"></p>', '[Image: image]'],
    ['a < b and c > d', 'a < b and c > d'],
    ['  ', ''],
    ['<p></p>', ''],
  ])('%j becomes %j', (html, text) => {
    expect(bodyText(html)).toBe(text);
  });

  it('survives HTML that is nested beyond reason', () => {
    const depth = 20_000;
    expect(bodyText(`${'<div>'.repeat(depth)}x${'</div>'.repeat(depth)}`)).toEqual(
      expect.any(String),
    );
  });
});

describe('a reply as HTML', () => {
  it('has paragraphs, line breaks and links, and nothing else of its own', () => {
    expect(replyHtml('Hello <b>\nsee https://x.example/a?b=1&c=2.\n\nBye "you" 🚀')).toBe(
      '<p>Hello &lt;b&gt;<br>see <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>' +
        '<p>Bye &quot;you&quot; 🚀</p>',
    );
  });

  it('makes no link of another protocol', () => {
    expect(replyHtml('javascript:alert(1)')).toBe('<p>javascript:alert(1)</p>');
  });
});

describe('telling whether a shown text is the one we sent', () => {
  const sent = 'Line one\nhas https://x.example/a.\n\nשלום 🚀 & co';

  it.each([
    ['the HTML we sent', replyHtml(sent)],
    ['its plain text', bodyText(replyHtml(sent))],
    ['other white space', 'Line one has  https://x.example/a. שלום 🚀 & co\n'],
  ])('accepts %s', (_name, shown) => {
    expect(sameText(shown, sent)).toBe(true);
  });

  it('refuses another text', () => {
    expect(sameText('Line one', sent)).toBe(false);
  });
});
