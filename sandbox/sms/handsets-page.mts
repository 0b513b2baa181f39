const STYLE = `
:root { --ink: #1b2430; --soft: #5d6b7c; --line: #dfe5ec; --paper: #f3f6f9; --blue: #1f5fbf; --bubble: #e9edf2; --red: #b3261e; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 "Pretendard", "Noto Sans KR", "NanumGothic", "Malgun Gothic", sans-serif; }
.mock { background: #fff4cf; color: #6b4a00; border-bottom: 1px solid #f0dc95; text-align: center; padding: 8px 16px; font-weight: 700; }
header { display: flex; flex-wrap: wrap; gap: 16px 32px; align-items: center; justify-content: space-between; max-width: 1280px; margin: 0 auto; padding: 24px 24px 8px; }
h1 { margin: 0; font-size: 24px; letter-spacing: -0.5px; }
header p { margin: 2px 0 0; color: var(--soft); }
.search input { width: 280px; max-width: 80vw; padding: 10px 14px; border: 1px solid #c6d0db; border-radius: 10px; font: inherit; background: #fff; }
.search input:focus { outline: 2px solid var(--blue); border-color: transparent; }
.counts { display: flex; flex-wrap: wrap; gap: 12px; max-width: 1280px; margin: 0 auto; padding: 8px 24px 16px; }
.count { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 10px 18px; min-width: 120px; }
.count b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; }
.count span { color: var(--soft); font-size: 13px; }
.count.bad b { color: var(--red); }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 24px; max-width: 1280px; margin: 0 auto; padding: 0 24px 48px; align-items: start; }
.phone { background: #11161d; border-radius: 34px; padding: 10px; box-shadow: 0 10px 24px rgba(20, 33, 51, .16); }
.phone.fresh { animation: arrive 1.6s ease-out; }
@keyframes arrive { 0% { transform: translateY(-8px); box-shadow: 0 0 0 5px rgba(31, 95, 191, .55); } 100% { transform: none; } }
@media (prefers-reduced-motion: reduce) { .phone.fresh { animation: none; } }
.screen { background: #fff; border-radius: 25px; height: 460px; display: flex; flex-direction: column; overflow: hidden; }
.bar { display: flex; justify-content: space-between; padding: 8px 20px 0; font-size: 12px; font-weight: 700; }
.battery { width: 22px; height: 11px; border: 1.5px solid var(--ink); border-radius: 3px; padding: 1px; align-self: center; }
.battery::before { content: ""; display: block; width: 78%; height: 100%; background: var(--ink); border-radius: 1px; }
.owner { padding: 8px 18px 10px; border-bottom: 1px solid var(--line); }
.owner b { font-size: 17px; font-variant-numeric: tabular-nums; }
.owner span { display: block; color: var(--soft); font-size: 12.5px; }
.texts { overflow-y: auto; padding: 12px 14px 16px; flex: 1; }
.text + .text { margin-top: 18px; }
.bubble { background: var(--bubble); border-radius: 4px 16px 16px 16px; padding: 10px 13px; white-space: pre-wrap; overflow-wrap: anywhere; word-break: keep-all; font-size: 13.5px; }
.bubble .web { color: var(--soft); }
.bubble .subject { display: block; font-weight: 700; margin-bottom: 2px; }
.meta { display: flex; flex-wrap: wrap; gap: 2px 6px; align-items: center; margin: 0 2px 5px; white-space: nowrap; color: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.tag { border-radius: 5px; padding: 0 6px; font-weight: 700; font-size: 11px; line-height: 18px; background: #e1ebf9; color: var(--blue); }
.tag.ata { background: #fbeaa5; color: #5a4300; }
.tag.lms { background: #dff1e6; color: #17693d; }
.tag.twice { background: #fbe3e1; color: var(--red); }
.empty { grid-column: 1 / -1; text-align: center; color: var(--soft); padding: 72px 0; background: #fff; border: 1px dashed #c6d0db; border-radius: 16px; }
.more { display: block; margin: 0 auto 48px; padding: 10px 24px; border: 1px solid #c6d0db; border-radius: 10px; background: #fff; font: inherit; cursor: pointer; }
[hidden] { display: none; }
`;

const SCRIPT = `
const byPhone = new Map();
const keys = new Map();
let total = 0, sms = 0, lms = 0, ata = 0, twice = 0, shown = 60, waiting = false;
const find = (id) => document.getElementById(id);
const digits = (text) => text.replace(/[^0-9]/g, '');

function pretty(number) {
	if (/^02/.test(number)) return number.replace(/^(02)(\\d{3,4})(\\d{4})$/, '$1-$2-$3');
	return number.replace(/^(\\d{3})(\\d{3,4})(\\d{4})$/, '$1-$2-$3');
}

function clock(at) {
	const [, month, day, hour, minute] = /-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d)/.exec(at);
	const half = Number(hour) < 12 ? '오전' : '오후';
	return { time: (Number(hour) % 12 || 12) + ':' + minute, full: Number(month) + '. ' + Number(day) + '. ' + half + ' ' + (Number(hour) % 12 || 12) + ':' + minute };
}

function take(delivery) {
	const texts = byPhone.get(delivery.phone) || [];
	byPhone.delete(delivery.phone);
	byPhone.set(delivery.phone, texts);
	texts.push(delivery);
	total++;
	if (delivery.type === 'SMS') sms++; else if (delivery.type === 'ATA') ata++; else lms++;
	if (delivery.key !== null) {
		const times = (keys.get(delivery.key) || 0) + 1;
		keys.set(delivery.key, times);
		if (times > 1) twice++;
		delivery.again = times > 1;
	}
}

function node(tag, className, text) {
	const made = document.createElement(tag);
	if (className) made.className = className;
	if (text !== undefined) made.textContent = text;
	return made;
}

function card(phone, texts) {
	const last = texts[texts.length - 1];
	const made = node('article', 'phone');
	made.dataset.phone = phone;
	const screen = made.appendChild(node('div', 'screen'));
	const bar = screen.appendChild(node('div', 'bar'));
	bar.append(node('span', '', clock(last.at).time), node('span', 'battery'));
	const owner = screen.appendChild(node('div', 'owner'));
	owner.append(node('b', '', pretty(phone)), node('span', '', '보낸 번호 ' + pretty(last.from) + ' · 문자 ' + texts.length + '건'));
	const list = screen.appendChild(node('div', 'texts'));
	for (const text of texts) {
		const block = list.appendChild(node('div', 'text'));
		const meta = block.appendChild(node('div', 'meta'));
		meta.append(node('span', 'tag ' + text.type.toLowerCase(), text.type === 'ATA' ? '알림톡' : text.type), node('span', '', text.bytes.toLocaleString('ko-KR') + '바이트'), node('span', '', clock(text.at).full));
		if (text.again) meta.append(node('span', 'tag twice', '중복 수신'));
		const bubble = block.appendChild(node('div', 'bubble'));
		if (text.subject) bubble.append(node('span', 'subject', text.subject));
		if (text.type !== 'ATA') bubble.append(node('span', 'web', '[Web발신]\\n'));
		bubble.append(text.text);
	}
	return made;
}

function draw() {
	waiting = false;
	find('phones').textContent = byPhone.size.toLocaleString('ko-KR') + '대';
	find('total').textContent = total.toLocaleString('ko-KR') + '건';
	find('sms').textContent = sms.toLocaleString('ko-KR') + '건';
	find('lms').textContent = lms.toLocaleString('ko-KR') + '건';
	find('ata').textContent = ata.toLocaleString('ko-KR') + '건';
	find('ata').parentElement.hidden = ata === 0;
	find('twice').textContent = twice.toLocaleString('ko-KR') + '건';
	find('twice').parentElement.classList.toggle('bad', twice > 0);
	const wanted = digits(find('search').value);
	const matching = [...byPhone].reverse().filter(([phone]) => phone.includes(wanted));
	const old = new Set([...document.querySelectorAll('.phone')].map((made) => made.dataset.phone + made.dataset.texts));
	const cards = matching.slice(0, shown).map(([phone, texts]) => {
		const made = card(phone, texts);
		made.dataset.texts = texts.length;
		if (old.size > 0 && wanted === '' && !old.has(phone + texts.length)) made.classList.add('fresh');
		return made;
	});
	if (cards.length === 0) cards.push(node('p', 'empty', total === 0 ? '아직 도착한 문자가 없습니다.' : '해당 번호로 도착한 문자가 없습니다.'));
	find('list').replaceChildren(...cards);
	for (const texts of document.querySelectorAll('.texts')) texts.scrollTop = texts.lastElementChild.offsetTop - texts.firstElementChild.offsetTop;
	find('more').hidden = matching.length <= shown;
	find('more').textContent = '더 보기 (' + (matching.length - shown).toLocaleString('ko-KR') + '대)';
}

function soon() {
	if (waiting) return;
	waiting = true;
	setTimeout(draw, 120);
}

const events = new EventSource('events');
events.addEventListener('all', (event) => {
	byPhone.clear();
	keys.clear();
	total = sms = lms = ata = twice = 0;
	JSON.parse(event.data).forEach(take);
	draw();
});
events.addEventListener('delivery', (event) => { take(JSON.parse(event.data)); soon(); });
events.onopen = () => { find('state').textContent = '실시간으로 표시하고 있습니다.'; };
events.onerror = () => { find('state').textContent = '연결이 끊겨 다시 연결하고 있습니다.'; };
find('search').addEventListener('input', () => { shown = 60; draw(); });
find('more').addEventListener('click', () => { shown += 60; draw(); });
`;

/** The whole page: no file, font or script from anywhere else. */
export const HANDSETS_PAGE = `<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>모의 휴대전화</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<div class="mock" role="note">모의 환경 — 실제로 발송되지 않습니다</div>
<header>
<div><h1>모의 휴대전화</h1><p id="state" role="status">연결하고 있습니다.</p></div>
<div class="search"><input id="search" type="search" inputmode="numeric" placeholder="전화번호로 찾기 (예: 5678)" aria-label="전화번호로 찾기"></div>
</header>
<section class="counts" aria-label="수신 건수">
<div class="count"><b id="phones">0대</b><span>문자를 받은 전화</span></div>
<div class="count"><b id="total">0건</b><span>도착한 문자</span></div>
<div class="count"><b id="sms">0건</b><span>단문(SMS)</span></div>
<div class="count"><b id="lms">0건</b><span>장문(LMS)</span></div>
<div class="count" hidden><b id="ata">0건</b><span>알림톡</span></div>
<div class="count"><b id="twice">0건</b><span>중복 수신</span></div>
</section>
<main id="list"><p class="empty">아직 도착한 문자가 없습니다.</p></main>
<button id="more" class="more" type="button" hidden>더 보기</button>
<script>${SCRIPT}</script>
</body>
</html>
`;
