import { detector } from '../../../../lib/drafting/screen/detect';

const found = (text: string, { label = '주요 내용', names = [] as string[], phones = [] as string[] } = {}) =>
	detector(names, phones)(text, label).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('personal data that is found', () => {
	it.each([
		['a resident number', '주민등록번호 900101-1234568', 'residentNumber', '900101-1234568'],
		['one with another dash', '900101–1234568 확인', 'residentNumber', '900101–1234568'],
		['one with blanks', '900101 - 1234567', 'residentNumber', '900101 - 1234567'],
		['one without a dash and with its check digit', '번호9001011234568입니다', 'residentNumber', '9001011234568'],
		['one issued without a check digit', '2011054123456', 'residentNumber', '2011054123456'],
		['one that is partly hidden', '900101-1******', 'residentNumber', '900101-1******'],
		['one in full-width digits', '９００１０１-１２３４５６７', 'residentNumber', '９００１０１-１２３４５６７'],
		['a foreigner number', '850505-5123456', 'foreignerNumber', '850505-5123456'],
		['a mobile number', '연락은 010-1234-5678로', 'phone', '010-1234-5678'],
		['one without dashes', '01012345678', 'phone', '01012345678'],
		['one with dots', '010.1234.5678', 'phone', '010.1234.5678'],
		['one with blanks around the dashes', '010 - 1234 - 5678', 'phone', '010 - 1234 - 5678'],
		['one with a country code', '+82 10-1234-5678', 'phone', '+82 10-1234-5678'],
		['a land line', '자택 031-123-4567', 'phone', '031-123-4567'],
		['a land line in brackets', '(02)123-4567', 'phone', '(02)123-4567'],
		['a local number', '전화: 123-4567', 'phone', '123-4567'],
		['an account', '국민은행 123456-04-123456', 'account', '123456-04-123456'],
		['an account by its form', '110-123-456789', 'account', '110-123-456789'],
		['an account without dashes', '계좌 1101234567890', 'account', '1101234567890'],
		['a card', '4111 1111 1111 1111', 'card', '4111 1111 1111 1111'],
		['a card without blanks', '5555555555554444', 'card', '5555555555554444'],
		['a card of another form', '3782-822463-10005', 'card', '3782-822463-10005'],
		['a passport', '여권 M12345678', 'passport', 'M12345678'],
		['a passport of the new form', 'M123A4567', 'passport', 'M123A4567'],
		['a foreign passport by its name', '여권번호: GK1234567', 'passport', 'GK1234567'],
		['a driver licence', '11-12-123456-12', 'driverLicence', '11-12-123456-12'],
		['a plate', '12가3456 차량', 'plate', '12가3456'],
		['a plate of three digits', '차량번호 123가 4567', 'plate', '123가 4567'],
		['a mail address', 'hong.gd@example.com으로', 'email', 'hong.gd@example.com'],
		['a short mail address', 'a@b.kr', 'email', 'a@b.kr'],
		['a home', '경기도 의정부시 시민로 1, 101동 1203호에 산다', 'address', '경기도 의정부시 시민로 1, 101동 1203호'],
		['a home by its house', '행복아파트 101동 1203호', 'address', '행복아파트 101동 1203호'],
		['a business number', '124-81-00998', 'businessNumber', '124-81-00998'],
		['a business number by its name', '사업자등록번호 1234567890', 'businessNumber', '1234567890'],
	])('%s', (_name, text, kind, value) => expect(found(text)).toEqual([[kind, value]]));

	it('an address in a field for it', () => {
		expect(found('의정부시 시민로 1', { label: '주소' })).toEqual([['address', '의정부시 시민로 1']]);
		expect(found('의정부동 123-4번지', { label: '대상자 주소' })).toEqual([['address', '의정부동 123-4번지']]);
	});

	it.each([
		['alone', '홍길동', '홍길동은 왔다', ['홍길동']],
		['with office and rank', '총무과 지방행정주사 홍길동', '홍길동 주사', ['홍길동']],
		['with 님', '홍길동 님', '홍길동님께', ['홍길동']],
		['with a title joined', '홍길동과장', '홍길동 과장과 홍길동과장', ['홍길동', '홍길동']],
		['spaced in the text', '홍길동', '홍 길 동이 왔다', ['홍 길 동']],
		['spaced in the field', '홍 길 동', '홍길동이 왔다', ['홍길동']],
		['spaced behind the surname', '홍 길동', '홍길동과 홍  길동', ['홍길동', '홍  길동']],
		['with a surname of two syllables set apart', '남궁 민수', '남궁민수와 남궁 민수', ['남궁민수', '남궁 민수']],
		['that is no known name, with a blank', '서 강민', '서강민 시장', ['서강민']],
		['with dots between the syllables', '홍길동', '홍·길·동', ['홍·길·동']],
		['of two syllables, spread as in a list', '허준', '허  준은 왔다', ['허  준']],
		['of a foreigner, joined', '응우옌 티 란', '응우옌티란 씨', ['응우옌티란']],
		['in the middle of a word', '홍길동', '총무과홍길동주무관', ['홍길동']],
		['of two syllables, at the start of a word', '이정', '이정이 행이정과', ['이정']],
		['of four syllables', '남궁민수', '남궁민수 씨', ['남궁민수']],
		['that ends like an office', '감사과 이정국', '이정국 팀장', ['이정국']],
		['in Latin letters', 'Nguyen Van An', 'NGUYEN VAN AN씨는', ['NGUYEN VAN AN']],
		['of a foreigner in Hangul', '응우옌티란 주무관', '응우옌티란 씨', ['응우옌티란']],
		['two in one field', '홍길동, 김영희', '김영희와 홍길동', ['김영희', '홍길동']],
	])('a name %s', (_name, entered, text, names) => {
		expect(found(text, { names: [entered] })).toEqual(names.map((name) => ['name', name]));
	});

	it('the longer of two names that begin alike', () => {
		expect(found('김민수진과 김민수', { names: ['김민수', '김민수진'] })).toEqual([['name', '김민수진'], ['name', '김민수']]);
	});
});

describe('what is no personal data', () => {
	it.each([
		'예산은 12조 3,000억 원, 12조 3000억 원이다',
		'2026. 3. 14.(토) 14:00~16:00',
		'2026-03-14부터 2026-12-31까지',
		'총무과-12345(2026. 3. 2.)호',
		'접수번호 4115000-2026-000123',
		'대표번호 1588-1234, 120콜센터',
		'문의: 총무과(031-828-2114)',
		'의정부시청 031-120, 복지정책과 ☎ 031-828-2114',
		'의정부시 시민로 1 시청 회룡홀',
		'1,234,567,890원을 들여',
		'123456789012 3개',
		'행정은 시민을 위한 것이다',
		'100부 2026년판을 배포',
		'위도 37.738098, 경도 127.033819',
		'10호 1234명',
		'시각 20260302081530, 문서 JAKO201734158607086',
		'991332-1234567',
	])('%s', (text) => expect(found(text)).toEqual([]));

	it('lines of the office and land lines in a contact field', () => {
		expect(found('031-828-2114', { phones: ['0318282114'] })).toEqual([]);
		expect(found('+82-31-828-2114', { phones: ['031-828-2114'] })).toEqual([]);
		expect(found('031-828-2114', { label: '문의처' })).toEqual([]);
		expect(found('minwon@ui4u.go.kr', { label: '문의처' })).toEqual([]);
		expect(found('010-1234-5678', { label: '담당자 전화' })).toEqual([['phone', '010-1234-5678']]);
	});

	it('a place in a field for one', () => expect(found('의정부시 시민로 1', { label: '장소' })).toEqual([]));

	it('words that only look like a short name with a blank in it', () => expect(found('이 은행과 이 은혜', { names: ['이은'] })).toEqual([]));

	it.each(['시장', '의정부시장', '안전총괄과장'])('a title that stands in a person field: %s', (title) => expect(found(`${title}이 참석`, { names: [title] })).toEqual([]));
});
