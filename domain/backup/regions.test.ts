import { REGIONS } from './partitions';
import { regionUnknown } from './regions';

test('every region has the form of one, and is listed once in order', () => {
  expect(
    REGIONS.filter((region) => !/^[a-z]{2}-(north|south|east|west|central|northeast|southeast)-\d$/.test(region)),
  ).toEqual([]);
  expect([...new Set(REGIONS)].toSorted()).toEqual(REGIONS);
  expect(REGIONS).toEqual(expect.arrayContaining(['ap-northeast-1', 'ap-northeast-3', 'us-east-1']));
});

test('E2 accepts a region, and reports the most similar one of a region that does not exist', () => {
  expect(regionUnknown('ap-northeast-1', 'region')).toEqual([]);
  expect(regionUnknown('eu-wst-1', 'region')).toEqual([
    expect.objectContaining({ message: '"eu-wst-1" is not an AWS region', remedy: 'write eu-west-1' }),
  ]);
  expect(regionUnknown('*', 'region')).toEqual([
    expect.objectContaining({ remedy: 'write the code of a region, such as ap-northeast-1' }),
  ]);
});
