import { expect, test } from 'vitest';
import { html, prose, raw } from './html.js';

test('what is put in is escaped, markup is not, nothing stays nothing', () => {
  const list = ['a', html`<i>${'b&c'}</i>`];
  expect(html`<p title="${'"x" <y>'}">${list}${undefined}${false}${0}${raw('<br>')}</p>`.html).toBe(
    '<p title="&quot;x&quot; &lt;y&gt;">a<i>b&amp;c</i>0<br></p>',
  );
});

test('texts of records may have code and strong words, and nothing else', () => {
  expect(prose('run `a < b` **now** <b>').html).toBe('run <code>a &lt; b</code> <strong>now</strong> &lt;b&gt;');
  expect(prose('a ** b ` c').html).toBe('a ** b ` c');
});
