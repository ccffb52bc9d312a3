// Oracle says what Kubernetes' own code makes of a text or an object. It reads questions as lines of JSON and answers each
// with a line, in order: what a quantity amounts to, how a duration or a time reads, which cells `kubectl get -o wide` has
// for an object.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/duration"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/printers"
	printersinternal "k8s.io/kubernetes/pkg/printers/internalversion"
)

// A question holds one of these.
type question struct {
	Quantity *string `json:"quantity"`
	// Nanoseconds.
	HumanDuration *int64 `json:"humanDuration,string"`
	// In Go's notation.
	Duration  *string         `json:"duration"`
	Time      json.RawMessage `json:"time"`
	MicroTime json.RawMessage `json:"microTime"`
	Object    json.RawMessage `json:"object"`
}

// Whole numbers that JavaScript would round are written as strings.
type answer struct {
	Error string `json:"error,omitempty"`
	Text  string `json:"text,omitempty"`
	// Of a quantity: exactly, and as the integers that are computed with.
	Decimal string `json:"decimal,omitempty"`
	Milli   int64  `json:"milli,omitempty,string"`
	Value   int64  `json:"value,omitempty,string"`
	// Of a duration.
	Nanoseconds int64 `json:"nanoseconds,omitempty,string"`
	// Of a time; absent for none.
	UnixMilli *int64 `json:"unixMilli,omitempty"`
	// Of an object: cells by the heading of their column, and when they were made.
	Columns []string `json:"columns,omitempty"`
	Cells   []any    `json:"cells,omitempty"`
	AtMs    int64    `json:"atMs,omitempty"`
}

var tables = printers.NewTableGenerator().With(printersinternal.AddHandlers)

func main() {
	questions := bufio.NewScanner(os.Stdin)
	questions.Buffer(nil, 16<<20)
	out := bufio.NewWriter(os.Stdout)
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	for questions.Scan() {
		said, err := ask(questions.Bytes())
		if err != nil {
			said = answer{Error: err.Error()}
		}
		if err := answers.Encode(said); err != nil {
			fail(err)
		}
		if err := out.Flush(); err != nil {
			fail(err)
		}
	}
	if err := questions.Err(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintf(os.Stderr, "oracle: %v\n", err)
	os.Exit(1)
}

func ask(line []byte) (answer, error) {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{}, err
	}
	switch {
	case asked.Quantity != nil:
		return ofQuantity(*asked.Quantity)
	case asked.HumanDuration != nil:
		return answer{Text: duration.HumanDuration(time.Duration(*asked.HumanDuration))}, nil
	case asked.Duration != nil:
		parsed, err := time.ParseDuration(*asked.Duration)
		return answer{Nanoseconds: int64(parsed)}, err
	case asked.Time != nil:
		var at metav1.Time
		err := json.Unmarshal(asked.Time, &at)
		return ofTime(at.Time), err
	case asked.MicroTime != nil:
		var at metav1.MicroTime
		err := json.Unmarshal(asked.MicroTime, &at)
		return ofTime(at.Time), err
	case asked.Object != nil:
		return ofObject(asked.Object)
	}
	return answer{}, fmt.Errorf("not a question: %s", line)
}

func ofQuantity(text string) (answer, error) {
	quantity, err := resource.ParseQuantity(text)
	if err != nil {
		return answer{}, err
	}
	// AsDec changes the representation, so it comes last.
	said := answer{Text: quantity.String(), Milli: quantity.MilliValue(), Value: quantity.Value()}
	said.Decimal = quantity.AsDec().String()
	return said, nil
}

func ofTime(at time.Time) answer {
	if at.IsZero() {
		return answer{}
	}
	ms := at.UnixMilli()
	return answer{UnixMilli: &ms}
}

// Objects that are asked about have times of whole and half seconds: near those, ages change.
const half, margin = time.Second / 2, 2 * time.Millisecond

func changing(at time.Time) bool {
	within := time.Duration(at.Nanosecond()) % half
	return within < margin || within > half-margin
}

func ofObject(raw []byte) (answer, error) {
	versioned, _, err := legacyscheme.Codecs.UniversalDeserializer().Decode(raw, nil, nil)
	if err != nil {
		return answer{}, err
	}
	// No defaults: an API server has filled them in long before.
	object, err := legacyscheme.Scheme.UnsafeConvertToVersion(versioned, runtime.InternalGroupVersioner)
	if err != nil {
		return answer{}, err
	}
	// Ages are told by this machine's clock. When one of them may change meanwhile, nobody could say what it was told by.
	for {
		before := time.Now()
		table, err := tables.GenerateTable(object, printers.GenerateOptions{Wide: true})
		if err != nil {
			return answer{}, err
		}
		if changing(before) || changing(time.Now()) || time.Since(before) > half-margin {
			continue
		}
		said := answer{Cells: table.Rows[0].Cells, AtMs: before.UnixMilli()}
		for _, column := range table.ColumnDefinitions {
			said.Columns = append(said.Columns, column.Name)
		}
		return said, nil
	}
}
