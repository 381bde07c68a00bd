import { serializeObjects, parseObjects, settingOf, withSettings, type SerializedObject } from './serialize-objects';

function objectsOf(text: string): readonly SerializedObject[] {
  const read = parseObjects(text);
  if ('problem' in read) throw new Error(read.problem);
  return read.objects;
}

test('R2 unchanged objects are the text that was parsed, except for white space between members', () => {
  expect(serializeObjects(objectsOf(String.raw`[ { "a\u0062" : [ 1, 2 ] , "n" : 1.00 }, {} ]`))).toBe(
    String.raw`[{"a\u0062":[ 1, 2 ],"n":1.00},{}]`,
  );
  expect(serializeObjects(objectsOf('[]'))).toBe('[]');
});

test('R2 recognizes a key in any spelling', () => {
  const [written = []] = objectsOf(String.raw`[{"Device\u0049ndex":1}]`);
  expect(settingOf(written, 'DeviceIndex')).toBe(1);
  expect(serializeObjects([withSettings(written, { DeviceIndex: 2 })])).toBe(String.raw`[{"Device\u0049ndex":2}]`);
});

test('R2 changes a setting in its position, adds new settings last, and removes undefined ones', () => {
  const [written = []] = objectsOf('[{"a":1,"b":2,"c":3}]');
  expect(serializeObjects([withSettings(written, { d: 'x', b: 'y', a: undefined, e: undefined })])).toBe(
    '[{"b":"y","c":3,"d":"x"}]',
  );
});

test('R2 keeps settings that have the name of an inherited property', () => {
  const [written = []] = objectsOf('[{"constructor":1,"toString":2}]');
  expect(serializeObjects([withSettings(written, { a: 1 })])).toBe('[{"constructor":1,"toString":2,"a":1}]');
});

test.each([
  ['[{"a":1},2]', 'not a list of objects'],
  ['{"a":1}', 'not a list'],
  ['[{"a":1},{"b":1,"b":1}]', 'ambiguous: b appears twice in one object'],
])('R2 reports why %s contains no objects', (text, problem) => {
  expect(parseObjects(text)).toEqual({ problem });
});
