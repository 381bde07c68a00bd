import { checkTimezone } from './timezone';

test.each(['UTC', 'Asia/Tokyo', 'Asia/Kolkata', 'Etc/UTC', 'Etc/GMT+9', 'America/Port-au-Prince', 'US/Eastern'])(
  'N5 takes the time zone %s',
  (timezone) => {
    expect(() => checkTimezone(timezone)).not.toThrow();
  },
);

test('N5 accepts every time zone of the runtime', () => {
  for (const timezone of Intl.supportedValuesOf('timeZone')) expect(() => checkTimezone(timezone)).not.toThrow();
});

test.each([
  ['Asia/Tokio', '"Asia/Tokio" is not a time zone; did you mean "Asia/Tokyo"?'],
  ['Tokyo', '"Tokyo" is not a time zone; did you mean "Asia/Tokyo"?'],
  ['Europe/Munich', '"Europe/Munich" is not a time zone; did you mean "Europe/Zurich"?'],
  ['asia/tokyo', '"asia/tokyo" is not a time zone; did you mean "Asia/Tokyo"?'],
  ['JST', '"JST" is not a time zone; did you mean "Asia/Tokyo"?'],
  ['utc', '"utc" is not a time zone; did you mean "UTC"?'],
  ['GMT', '"GMT" is not a time zone; did you mean "UTC"?'],
  ['+09:00', '"+09:00" is not a time zone'],
  ['Middle-earth/The_Shire', '"Middle-earth/The_Shire" is not a time zone'],
  ['', '"" is not a time zone'],
])('N5 refuses the time zone %p', (timezone, message) => {
  expect(() => checkTimezone(timezone)).toThrow(expect.objectContaining({ name: 'TimezoneError', message }));
});
