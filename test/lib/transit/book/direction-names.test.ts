import { directionName } from '../../../../lib/transit/book/words';

test('riders whose direction is not known are not called a total beside the two directions', () => {
	expect((['out', 'in', 'all'] as const).map(directionName)).toEqual(['가는 방향', '오는 방향', '방향 미상']);
});
