import type { LintFinding } from '../types';

/** A wording rule: what must not stand in a text, and why. `{found}` in the message is what was found. */
export interface WordingRule {
	code: string;
	severity: LintFinding['severity'];
	pattern: RegExp;
	message: string;
	remedy: string;
}

const CALL_INSTEAD = '링크 대신 담당부서 전화번호를 안내하시기 바랍니다.';

/** Link shorteners: never allowed, because nobody sees where they lead. */
export const SHORT_LINK: WordingRule = {
	code: 'shortLink',
	severity: 'error',
	pattern:
		/\b(?:bit\.ly|me2\.(?:do|kr)|han\.gl|vo\.la|url\.kr|buly\.kr|c11\.kr|zrr\.kr|goo\.gl|tinyurl\.com|t\.ly|is\.gd|naver\.me|kko\.to|abit\.ly|vvd\.bz)\b\S*/giu,
	message: '단축 주소("{found}")가 들어 있습니다.',
	remedy: CALL_INSTEAD,
};

/** Government texts carry no link at all since the smishing campaigns of 2020 and 2025. */
export const LINK: WordingRule = {
	code: 'url',
	severity: 'error',
	pattern:
		/(?:https?:\/\/|www\.)\S+|(?<![@\w.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:kr|com|net|org|io|me|co|info|biz|app|shop|link|site|xyz|page|ai|dev|tv|cc|ly|gl|to|top|club|online|store|live|vip|icu)\b(?:\/\S*)?|[가-힣a-z0-9-]+\.한국|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/giu,
	message: '인터넷 주소("{found}")가 들어 있습니다.',
	remedy: CALL_INSTEAD,
};

/** Rules of every text. */
export const GENERAL_RULES: readonly WordingRule[] = [
	{
		code: 'residentNumber',
		severity: 'error',
		pattern: /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-?\s?[1-8]\d{6}(?!\d)/gu,
		message: '주민등록번호로 보이는 숫자가 들어 있습니다.',
		remedy: '주민등록번호를 지우시기 바랍니다.',
	},
	{
		code: 'advertising',
		severity: 'error',
		pattern: /[(（]\s*광고\s*[)）]/gu,
		message: '광고 표시("{found}")가 들어 있습니다.',
		remedy: '행정 안내문에는 광고 표시와 홍보 문구를 넣지 마시기 바랍니다.',
	},
	{
		code: 'brokenPlaceholder',
		severity: 'error',
		pattern: /#\{[^{}\n]*(?:$|[\n{])|#\{\s*\}|\$\{[^}\n]*\}|\{\{[^}\n]*\}\}|#\[[^\]\n]*\]/gmu,
		message: '빈칸 표시("{found}")가 올바르지 않습니다.',
		remedy: '빈칸은 #{차량번호뒤4자리}와 같이 적으시기 바랍니다.',
	},
];

/** Rules of the exemption notice (practice.md 1): nothing that reveals the ground of relief, no amount, no rate, no name. */
export const EXEMPTION_RULES: readonly WordingRule[] = [
	{
		code: 'revealingGround',
		severity: 'error',
		pattern:
			/장애인|장애우|장애아|중증\s?장애|장애의?\s?(?:정도|등급)|장애\s?[1-6]\s?급|(?:시각|청각|언어|지체|지적|뇌병변|자폐성?|정신|신장|심장|발달)\s?장애|복지카드|국가유공자|유공자|보훈|보철|상이\s?(?:자|등급|군경|연금|[1-7]급)|전상군경|공상군경|애국지사|특수임무|고엽제|5[.·]\s?18\s?(?:민주|부상|유공|관련)|참전|(?<!\d)(?:17|29)\s?조(?!의)|§\s?(?:17|29)(?![\d의])/gu,
		message: '장애 또는 보훈 관계를 드러내는 표현("{found}")이 들어 있습니다.',
		remedy: '감면 사유를 적지 말고 "감면 차량"으로 표현하시기 바랍니다.',
	},
	{
		code: 'categoryName',
		severity: 'warning',
		pattern: /다자녀|다둥이|(?:[두세네]|[2-9]\s?명의?)\s?자녀|자녀|출산|양육|감면구분|#\{\s*(?:감면구분|근거규정|감면사유)\s*\}/gu,
		message: '감면 사유를 짐작하게 하는 표현("{found}")이 들어 있습니다.',
		remedy: '잠금 화면에서도 보일 수 있으므로 "감면 차량"으로 표현하시기 바랍니다.',
	},
	{
		code: 'amount',
		severity: 'error',
		pattern:
			/\d[\d,.]*\s?(?:십|백|천|만|억)*\s?원(?=[을이은의에과까씩정으도만부]|[^가-힣]|$)|[일이삼사오육칠팔구십백천]+\s?만\s?원|[￦₩]\s?\d[\d,]*|\d[\d,.]*\s?만\s?원|(?:KRW|krw)\s?\d[\d,]*|\d[\d,]*\s?(?:KRW|krw)\b|#\{\s*(?:감면액|감면세액|추징세액|세액|금액)\s*\}/gu,
		message: '금액("{found}")이 들어 있습니다.',
		remedy: '금액을 지우고 담당부서에 문의하도록 안내하시기 바랍니다.',
	},
	{
		code: 'rate',
		severity: 'error',
		pattern: /\d+(?:\.\d+)?\s?(?:%|％|퍼센트|프로(?!그램|젝트|필|세스))|\d*[십백천만]+\s?분의\s?\d+|\d{2,}\s?분의\s?\d+/gu,
		message: '비율("{found}")이 들어 있습니다.',
		remedy: '가산세율 등 비율을 지우시기 바랍니다.',
	},
	{
		code: 'namePlaceholder',
		severity: 'error',
		pattern:
			/#\{\s*(?:성명|이름|납세자|납세자명|수신자|수신자명|고객명|성함|주소|차량번호|전화번호|휴대전화)\s*\}|[가-힣○*]{2,4}\s?님(?:께|,|\s|$)/gu,
		message: '개인을 가리키는 표현("{found}")이 들어 있습니다.',
		remedy: '성명·주소를 넣지 말고, 차량번호는 #{차량번호뒤4자리}로 적으시기 바랍니다.',
	},
	{
		code: 'fullPlate',
		severity: 'error',
		pattern:
			/\d{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호]\s?\d{4}(?!\d)/gu,
		message: '차량번호 전체로 보이는 글자가 들어 있습니다.',
		remedy: '차량번호는 끝 네 자리(#{차량번호뒤4자리})만 적으시기 바랍니다.',
	},
	{
		code: 'absoluteWording',
		severity: 'error',
		pattern:
			/절대(?:로|적)?|무조건|예외(?:\s?없이|(?:는|가)\s?없)|어떠한?\s?(?:경우|사유)(?:에도|라도|로도)|어떤\s?(?:경우에도|사유로도)|사유를?\s?불문|(?:사유|예외)(?:는|도|로)?\s?인정(?:되|하)지\s?않|반드시\s?추징|추징(?:되|하)지\s?않(?:습니다|음|으며|고|아)|추징(?:이|은)?\s?없|제한(?:이|은|도)?\s?(?:전혀\s?)?없|제약(?:이|은|도)?\s?없|(?:자유롭게|언제든지|마음대로)\s?(?:소유권|이전|양도|매매|매각|처분)/gu,
		message: '단정적인 표현("{found}")이 들어 있습니다.',
		remedy:
			'예외는 개별적으로 판단하므로 "…할 수 있습니다", "부득이한 사유는 개별적으로 판단합니다"와 같이 적으시기 바랍니다.',
	},
	{
		code: 'dateForm',
		severity: 'error',
		pattern:
			/\d{4}\s?[-/]\s?\d{1,2}\s?[-/]\s?\d{1,2}|\d{4}\.\d{1,2}\.\s?\d{1,2}\.?|\d{4}\.\s\d{1,2}\.\d{1,2}\.?|\d{4}\.\s\d{1,2}\.\s\d{1,2}(?![\d.])|\d{4}\.\s(?:0\d\.\s\d{1,2}|\d{1,2}\.\s0\d)\.?|\d{2,4}년\s?\d{1,2}월\s?\d{1,2}일|['’]\d{2}\.\s?\d{1,2}\.\s?\d{1,2}\.?/gu,
		message: '날짜("{found}")의 표기가 다릅니다.',
		remedy: '날짜는 2027. 11. 16.과 같이 한 칸씩 띄우고 끝에 온점을 찍어 적으시기 바랍니다.',
	},
	{
		code: 'tone',
		severity: 'warning',
		pattern: /[가-힣]*(?:세요|해요|어요|아요|에요|예요|네요|죠|까요|하십시오|할게요|드려요)(?=[\s.!?~)]|$)|(?:문의|유의|참고|신고|납부|주의|협조|확인)\s?(?:바람|요망)(?=[\s.!]|$)|(?:[할말될]|아니할)\s것(?=[.!\n]|$)/gmu,
		message: '문체("{found}")가 안내문과 맞지 않습니다.',
		remedy: '"…하시기 바랍니다", "…습니다"로 고치시기 바랍니다.',
	},
];
