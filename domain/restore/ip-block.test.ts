import { contains, ipBlock } from './ip-block';

test.each([
  ['::', 0n],
  ['::1', 1n],
  ['1::', 0x1n << 112n],
  ['2001:db8::A', (0x2001_0db8n << 96n) + 10n],
  ['0:0:0:0:0:0:0:2', 2n],
  ['1:2:3:4:5:6:7::', 0x0001_0002_0003_0004_0005_0006_0007_0000n],
])('reads the IPv6 address %s', (text, number) => {
  expect(ipBlock(text)).toEqual({ version: 6, first: number, last: number });
});

test.each([
  '',
  ':',
  ':::',
  '1',
  '1:2',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '::1::',
  '12345::',
  'g::',
  '::1.2.3.4',
  '10.0.0',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '10.0.0.0/-1',
  '::/129',
  ' ::1',
])('does not read %j', (text) => expect(ipBlock(text)).toBeUndefined());

test('a block begins at its own first address', () => {
  expect(ipBlock('10.0.0.77/28')).toEqual({ version: 4, first: 0x0a00_0040n, last: 0x0a00_004fn });
  expect(ipBlock('0.0.0.0/0')).toEqual({ version: 4, first: 0n, last: 0xffff_ffffn });
});

test('a block contains only blocks of its version', () => {
  const [all, six] = [ipBlock('0.0.0.0/0'), ipBlock('::1')];
  expect(all && six && contains(all, six)).toBe(false);
});
