import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What Kafka's own client says.
 *   Oracle read BROKERS TOPIC   every committed record up to now, one JSON object a line
 *   Oracle partition COUNT      for each base64 key on standard input, its partition
 */
public class Oracle {
  public static void main(String[] args) throws Exception {
    if (args[0].equals("read")) read(args[1], args[2]);
    else partition(Integer.parseInt(args[1]));
  }

  private static void partition(int count) throws Exception {
    var lines = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    var out = new StringBuilder();
    for (var line : lines)
      out.append(BuiltInPartitioner.partitionForKey(Base64.getDecoder().decode(line), count)).append('\n');
    System.out.print(out);
  }

  private static void read(String brokers, String topic) {
    var settings = new Properties();
    settings.put("bootstrap.servers", brokers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .collect(Collectors.toList());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        var out = new StringBuilder();
        for (var record : consumer.poll(Duration.ofMillis(200))) out.append(json(record)).append('\n');
        System.out.print(out);
      }
    }
  }

  private static String json(ConsumerRecord<byte[], byte[]> record) {
    var headers = new StringJoiner(",", "{", "}");
    for (Header header : record.headers())
      headers.add(text(header.key()) + ":" + text(new String(header.value(), StandardCharsets.UTF_8)));
    return String.format(
        "{\"partition\":%d,\"offset\":%d,\"timestamp\":%d,\"key\":%s,\"headers\":%s,\"value\":%s}",
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key() == null ? "null" : text(new String(record.key(), StandardCharsets.UTF_8)),
        headers,
        record.value() == null ? "null" : text(Base64.getEncoder().encodeToString(record.value())));
  }

  private static String text(String value) {
    var out = new StringBuilder("\"");
    for (char c : value.toCharArray())
      out.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    return out.append('"').toString();
  }
}
