import { REGIONS } from './regions';

test('every region has the form of one, and is listed once in order', () => {
  expect(
    REGIONS.filter((region) => !/^[a-z]{2}-(north|south|east|west|central|northeast|southeast)-\d$/.test(region)),
  ).toEqual([]);
  expect([...new Set(REGIONS)].toSorted()).toEqual(REGIONS);
  expect(REGIONS).toEqual(expect.arrayContaining(['ap-northeast-1', 'ap-northeast-3', 'us-east-1']));
});
