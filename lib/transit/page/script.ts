/**
 * The page's own script: chooses a load profile, sorts and filters the route table. Without it everything stays readable.
 * It reads no data but the page's own markup and puts none in as markup.
 */
export const PAGE_SCRIPT = String.raw`'use strict';
(function () {
	var byId = function (id) { return document.getElementById(id); };
	document.querySelectorAll('.controls').forEach(function (one) { one.hidden = false; });

	var choice = byId('profile-choice');
	if (choice) {
		var choose = function () {
			document.querySelectorAll('#profiles > figure').forEach(function (one) { one.hidden = one.id !== choice.value; });
		};
		choice.addEventListener('change', choose);
		choose();
	}

	var table = byId('route-table');
	if (!table) return;
	var body = table.tBodies[0];
	var operator = byId('route-operator');
	var name = byId('route-name');
	var filter = function () {
		var wanted = name.value.trim().toLowerCase();
		var shown = 0;
		Array.prototype.forEach.call(body.rows, function (row) {
			var fits = (operator.value === '*' || row.dataset.group === operator.value) && row.cells[0].textContent.toLowerCase().indexOf(wanted) !== -1;
			row.hidden = !fits;
			if (fits) shown += 1;
		});
		byId('route-count').textContent = shown + '개 노선';
	};
	operator.addEventListener('change', filter);
	name.addEventListener('input', filter);
	filter();

	var compare = function (one, other) {
		if (one === '' || other === '') return one === other ? 0 : one === '' ? 2 : -2;
		var difference = Number(one) - Number(other);
		return Number.isNaN(difference) ? one.localeCompare(other, 'ko', { numeric: true }) : Math.sign(difference);
	};
	var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
	heads.forEach(function (head, index) {
		if (!head.hasAttribute('data-sort')) return;
		var button = document.createElement('button');
		button.type = 'button';
		button.setAttribute('aria-label', head.textContent + ' 순으로 정렬');
		head.appendChild(button);
		head.addEventListener('click', function () {
			var first = head.classList.contains('num') ? 'descending' : 'ascending';
			var next = head.getAttribute('aria-sort') === null ? first : head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
			heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
			head.setAttribute('aria-sort', next);
			var way = next === 'ascending' ? 1 : -1;
			Array.prototype.slice.call(body.rows).sort(function (a, b) {
				var order = compare(a.cells[index].dataset.v, b.cells[index].dataset.v);
				return Math.abs(order) === 2 ? order : way * order;
			}).forEach(function (row) { body.appendChild(row); });
		});
	});
})();`;
